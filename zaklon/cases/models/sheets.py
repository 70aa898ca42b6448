"""The coded facts of a sheet: what statistics may count, beside the sealed words."""

from typing import ClassVar

from django.db import models

from zaklon.cases.kinds import Level, Part
from zaklon.cases.models.case import Case, Person
from zaklon.cases.models.keyed import key_of
from zaklon.cases.models.vault import Record


class SheetFacts(models.Model):
    """Codes, numbers and days of one filled form, after its definition; never a word that somebody wrote.

    `facts` maps questions to codes. Of an erased person they stay, as every count does.
    """

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="sheet")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    part = models.PositiveSmallIntegerField(choices=Part)
    form = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    is_complete = models.BooleanField()
    facts = models.JSONField()
    written_at = models.DateTimeField()
    read_key = key_of("part", Level.READ)
    write_key = key_of("part", Level.WRITE)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "record", "case", "person", "part", "form", "version", "is_complete", "facts", "written_at",
        }  # fmt: skip
        system: ClassVar = {"read_key", "write_key"}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["form", "written_at"], name="sheet_counted")]

    def __str__(self) -> str:
        return f"SheetFacts {self.pk}"
