"""As in cases: limits that nobody reaches, and nothing sealed opened without a line on the trail."""

from zaklon.cases.tests.conftest import country, disclosures

__all__ = ["country", "disclosures"]
