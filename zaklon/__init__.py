"""Zaklon: the system on which a country runs its fight against human trafficking."""
