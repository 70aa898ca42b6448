"""The invented demonstration: people, a strategy, two plans and their progress. Only in ZAKLON_ENVIRONMENT=demo."""
