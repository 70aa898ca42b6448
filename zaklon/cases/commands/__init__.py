"""Acts on cases: the only writers."""
