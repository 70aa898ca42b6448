"""Pages of certificates and courses."""
