"""Forms of signals."""
