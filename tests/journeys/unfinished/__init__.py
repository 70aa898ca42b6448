"""Journeys that do not pass yet: not collected by the tests; each becomes test_NAME.py one folder up when it does."""
