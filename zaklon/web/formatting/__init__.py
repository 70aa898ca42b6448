"""Django's own date and number formats for the languages that it does not know (FORMAT_MODULE_PATH)."""
