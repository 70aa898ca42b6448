"""The rows of the pack about registers, kept as the pack wrote them."""

from typing import ClassVar

from django.db import models


class PackRow(models.Model):
    """A checked row of one of the pack's files on registers; `pack.registers` makes the record from its cells.

    A register that the pack no longer has keeps its row and the day on which it was retired, since its entries stay.
    """

    id = models.BigAutoField(primary_key=True)
    file = models.CharField(max_length=40)
    code = models.CharField(max_length=90)
    cells = models.JSONField()
    retired_on = models.DateField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"file", "code", "cells", "retired_on"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "code"], name="pack_row_once")]

    def __str__(self) -> str:
        return f"PackRow {self.file} {self.code}"
