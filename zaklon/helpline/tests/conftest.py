"""The country's numbers: no test of a page is stopped by them; and a guard over what commands open."""

from zaklon.cases.tests.conftest import country, disclosures  # noqa: F401 - fixtures that every test here has
