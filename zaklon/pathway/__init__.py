"""Pathway: where a person stands on each way of the law, who may move the person on, and what is due by when."""
