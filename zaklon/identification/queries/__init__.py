"""What the pages and papers of the Team read."""
