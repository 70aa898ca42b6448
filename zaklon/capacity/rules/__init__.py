"""Pure rules of certificates and courses."""
