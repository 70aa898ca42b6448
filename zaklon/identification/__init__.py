"""Identification: from a first responder's screening to the decision of the Team."""
