"""The columns by which row policies know who may read or add to a row."""

from typing import Any

from django.db import models
from django.db.models import F, Value

from zaklon.cases.kinds import Level, Part


def key_of(part: Part | str, level: Level, *, case: str = "case_id") -> models.GeneratedField:
    """The number of the key to a row (cases.rules.keys.number_of), reckoned by the database from case and part."""
    of_part: Any = F(part) * 4 if isinstance(part, str) else Value(part * 4)
    return models.GeneratedField(
        expression=F(case) * 64 + of_part + Value(int(level)), output_field=models.BigIntegerField(), db_persist=True
    )
