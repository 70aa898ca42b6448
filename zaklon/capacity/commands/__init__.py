"""Every write of certificates and courses."""
