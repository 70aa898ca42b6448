"""How sure a fact of a country pack is."""

from enum import StrEnum


class Certainty(StrEnum):
    """READ in a named source, PROPOSED by the product, or from MEMORY and to be verified.

    A plain enumeration: a plan file is read, with the names of a pack, without loading Django.
    """

    READ = "read"
    PROPOSED = "proposed"
    MEMORY = "memory"


# As Django's fields take it.
CERTAINTY_CHOICES = tuple((certainty.value, certainty.name.capitalize()) for certainty in Certainty)
