"""What pages and measures ask of certificates and courses."""
