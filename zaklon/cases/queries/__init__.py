"""What pages of cases read."""
