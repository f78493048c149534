"""Load regimes and articles, compile them to tables, and judge facets of dealings against all of them at once."""
