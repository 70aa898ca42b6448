"""Benchmarks: `make bench`. Never part of the tests; figures stand beside references of the same run."""
