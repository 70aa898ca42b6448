"""Papers about case files: described here from plain rows, laid out by `reporting`."""
