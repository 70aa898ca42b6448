"""Shape of input of the helpline."""
