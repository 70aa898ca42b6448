"""Every write of the helpline."""
