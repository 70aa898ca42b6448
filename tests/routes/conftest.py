"""No request of these tests may open anything sealed through a command that leaves no line on the trail."""

from zaklon.cases.tests.disclosing import disclosures  # noqa: F401 - a fixture that guards every test here
