"""Entries that end soon or have just ended, and those that nobody has checked for too long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import names_in
from zaklon.common.dates import months_later
from zaklon.registers.models import Entry
from zaklon.registers.queries.law import is_read_by
from zaklon.registers.queries.pages import line_of, lines_of
from zaklon.vocabulary.pack.registers import Register
from zaklon.vocabulary.queries import vocabulary

# Who did nothing for so long knows of it, or never will by being told again.
ENDED_WITHIN = timedelta(days=90)
MOST = 200
_SHORT = 60


@dataclass(frozen=True)
class EndingLine:
    """An entry that ends, with its last day; or one that nobody has checked, without."""

    register: str
    name: str
    number: int
    title: str
    body: str
    day: date | None


def standing(register: Register) -> QuerySet[Entry]:
    """Entries of a register that are not withdrawn, nor what they belong to."""
    found = Entry.objects.filter(register=register.code, withdrawn_at__isnull=True)
    return found.filter(Q(parent__isnull=True) | Q(parent__withdrawn_at__isnull=True))


def ending(register: Register, today: date) -> QuerySet[Entry]:
    """Entries of which somebody is to be told: they end within the register's days, or ended lately."""
    last = today + timedelta(days=max(register.warn))
    return standing(register).filter(until__lte=last, until__gte=today - ENDED_WITHIN)


def checks() -> Iterator[tuple[Register, Register]]:
    """Registers of checks that the country wants every so many months, each with the register that is checked."""
    in_use = vocabulary().registers_in_use
    for check in in_use.values():
        if check.check_months and check.under in in_use:
            yield check, in_use[check.under]


def unchecked(check: Register, above: Register, today: date) -> QuerySet[Entry]:
    """Entries that stand, are old enough and have no check of that time."""
    found = standing(above).filter(Q(until__isnull=True) | Q(until__gte=today))
    found = found.annotate(checked_on=_last_check(check))
    return found.filter(checked_on__lte=months_later(today, -(check.check_months or 0)))


def untold(check: Register, above: Register, today: date) -> dict[UUID, date]:
    """Of those, the ones of which nobody was told since their last check, or since their own day: that day by key."""
    found = unchecked(check, above, today).annotate(since=_last_check(check))
    return dict(found.exclude(check_told=F("since")).values_list("pk", "since"))


def _last_check(check: Register) -> Coalesce:
    of_entry = Entry.objects.filter(parent=OuterRef("pk"), register=check.code, withdrawn_at__isnull=True)
    last = Subquery(of_entry.order_by("-day").values("day")[:1], output_field=DateField())
    return Coalesce(last, "day")


def endings_for(actor: Actor, language: str, today: date) -> tuple[EndingLine, ...]:
    """What ends, earliest first, as far as the reader sees it; at most MOST."""
    actor.must(Permission.REGISTER_READ)
    found = [
        line
        for register in _registers(actor)
        if register.warn
        for line in _lines(ending(register, today).order_by("until")[:MOST], register, actor, language)
    ]
    return tuple(sorted(found, key=lambda line: (line.day or today, line.name, line.number))[:MOST])


def unchecked_for(actor: Actor, language: str, today: date) -> tuple[tuple[int, tuple[EndingLine, ...]], ...]:
    """Months, with what was not checked for as many: it stands, is older, and has no check of that time."""
    actor.must(Permission.REGISTER_READ)
    return tuple(
        (check.check_months or 0, tuple(_lines(late, above, actor, language, is_ending=False)))
        for check, above in checks()
        if is_read_by(check, actor) and is_read_by(above, actor)
        for late in (unchecked(check, above, today).order_by("day")[:MOST],)
    )


def _registers(actor: Actor) -> list[Register]:
    return [each for each in vocabulary().registers_in_use.values() if is_read_by(each, actor)]


def _lines(
    entries: QuerySet[Entry], register: Register, actor: Actor, language: str, *, is_ending: bool = True
) -> Iterator[EndingLine]:
    name = line_of(register.code, actor, language).name
    found, bodies = list(entries), names_in(language)
    _headings, rows = lines_of(found, register, language)
    for entry, row in zip(found, rows, strict=True):
        # Three contact points of one body are told apart by what follows; obligations in full would hide the rest.
        title = ", ".join(cell for cell in row.cells[:3] if 0 < len(cell) <= _SHORT)
        day = entry.until if is_ending else None
        yield EndingLine(register.code, name, entry.number, title, bodies.get(entry.body_id, ""), day)
