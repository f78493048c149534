"""Read, check and view the world's facts: dated, sourced statements kept as TOML that a person can review."""
