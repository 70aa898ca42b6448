"""What pages of signals read."""
