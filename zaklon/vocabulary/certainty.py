"""How sure a fact of a country pack is."""

from django.db.models import TextChoices


class Certainty(TextChoices):
    """READ in a named source, PROPOSED by the product, or from MEMORY and to be verified."""

    READ = "read"
    PROPOSED = "proposed"
    MEMORY = "memory"
