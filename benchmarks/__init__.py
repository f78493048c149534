"""Benchmarks: each runs Catspaw and its alternatives side by side, in one run, and prints ratios."""
