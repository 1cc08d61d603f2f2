"""Benchmarks: pyrt beside real Dash, in one run, as ratios.  `make bench`."""
