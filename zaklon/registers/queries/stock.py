"""Copies printed, handed out and left, one row for each material."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from zaklon.access.queries.bodies import names_in
from zaklon.forms.queries import definition_of
from zaklon.forms.wording import answer_lines
from zaklon.registers.known import COPIES, DISTRIBUTION, KIND, MATERIAL, PRINTED, TITLE
from zaklon.registers.models import Entry
from zaklon.registers.rules.stock import Stock, stock_of


@dataclass(frozen=True)
class StockLine:
    """A material with its copies."""

    number: int
    title: str
    kind: str
    body: str
    ready: date
    stock: Stock


def materials() -> tuple[QuerySet[Entry], int]:
    """Materials of which there are copies, among the entries that the actor sees, and of how many too many went out.

    Those stand first. What was never printed and never handed out, such as a video, is left out.
    """
    below = Entry.objects.filter(parent=OuterRef("pk"), register=DISTRIBUTION.code, withdrawn_at__isnull=True)
    handed_out = below.order_by().values("parent").annotate(total=Sum(_whole(COPIES))).values("total")
    found = Entry.objects.filter(register=MATERIAL.code, withdrawn_at__isnull=True).annotate(
        printed=_whole(PRINTED), distributed=Coalesce(Subquery(handed_out), Value(0))
    )
    found = found.filter(Q(printed__isnull=True) | Q(printed__gt=0) | Q(distributed__gt=0))
    faults = found.filter(distributed__gt=F("printed"))
    is_fault = Case(When(distributed__gt=F("printed"), then=Value(1)), default=Value(0))
    return found.order_by(is_fault.desc(), "-day", "-number"), faults.count()


def stock_lines(found: Iterable[Entry], language: str) -> tuple[StockLine, ...]:
    """The same in words, with what is left of each."""
    definition = definition_of(MATERIAL.code, language, on=timezone.localdate())
    kind, names = definition.by_code[KIND], names_in(language)
    return tuple(
        StockLine(
            each.number,
            str(each.answers.get(TITLE, "")),
            ", ".join(answer_lines(kind, each.answers.get(KIND, ""))),
            names.get(each.body_id, ""),
            each.day,
            stock_of(each.printed, each.distributed),  # type: ignore[attr-defined]
        )
        for each in found
    )


def _whole(code: str) -> Cast:
    return Cast(KT(f"answers__{code}"), IntegerField())
