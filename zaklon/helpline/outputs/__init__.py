"""Reports of the helpline."""
