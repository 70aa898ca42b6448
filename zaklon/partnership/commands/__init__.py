"""What changes the Coordination Body and its calls."""
