"""The Coordination Body's sessions and conclusions, and the yearly call for organisations."""
