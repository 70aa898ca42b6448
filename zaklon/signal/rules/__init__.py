"""Pure rules of signals."""
