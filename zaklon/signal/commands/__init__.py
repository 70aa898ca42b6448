"""What changes signals: one verb each."""
