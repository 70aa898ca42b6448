"""Papers: minutes, and the report about grants."""
