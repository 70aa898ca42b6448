"""What pages, reports and measures ask of registers."""
