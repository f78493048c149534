"""Compare and search names across scripts."""

from catspaw.names.compare import Comparison, compare

__all__ = ["Comparison", "compare"]
