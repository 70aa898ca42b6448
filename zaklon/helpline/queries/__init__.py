"""Every read of the helpline."""
