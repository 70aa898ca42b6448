"""Papers and reports of the Team."""
