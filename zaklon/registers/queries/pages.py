"""What the pages of registers show: names, lists, one entry with its parts and its history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from zaklon.access.actor import Actor
from zaklon.access.models import User
from zaklon.access.queries.bodies import names_in
from zaklon.common.errors import NotPermitted
from zaklon.forms.definition import Answer, Definition
from zaklon.forms.queries import definition_of
from zaklon.forms.reading import ReadForm, read_form
from zaklon.forms.wording import answer_lines
from zaklon.plan.queries.serving import activities_named
from zaklon.registers.models import Entry, EntryChange, OwnAnswers, Serving
from zaklon.registers.queries.law import codes_upwards, is_read_by, may_enter_as, register_named
from zaklon.registers.rules.entering import may_enter
from zaklon.vocabulary.pack.registers import Register
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.listing import Column

AREA = "register_area"
# A list says how many there are up to here; beyond it "more than".
COUNTED_TO = 10_000


@dataclass(frozen=True)
class RegisterLine:
    """A register in the list of registers; `count` are this year's entries that the reader sees."""

    code: str
    name: str
    lead: str
    area: str
    under: str
    may_enter: bool
    is_own: bool
    count: int
    report: str


@dataclass(frozen=True)
class EntryLine:
    """An entry in a list; `cells` are the headline answers in words."""

    number: int
    day: date
    body: str
    cells: tuple[str, ...]
    is_withdrawn: bool


@dataclass(frozen=True)
class Asked:
    """What a list is asked for."""

    year: int | None = None
    body_id: UUID | None = None
    municipality: str = ""
    with_withdrawn: bool = False


@dataclass(frozen=True)
class ChangeLine:
    """A correction or a withdrawal, with what the entry said before."""

    at: datetime
    by: str
    reason: str
    is_withdrawal: bool
    before: ReadForm


@dataclass(frozen=True)
class Parts:
    """The entries of one register that belong to an entry."""

    register: RegisterLine
    headings: tuple[str, ...]
    rows: tuple[EntryLine, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class ServedActivity:
    """An activity of the plan that an entry serves."""

    activity_id: UUID
    code: str
    title: str


@dataclass(frozen=True)
class EntryPage:
    """One entry."""

    entry_id: UUID
    register: RegisterLine
    number: int
    day: date
    body: str
    body_id: UUID
    read: ReadForm
    revision: int
    withdrawn_at: datetime | None
    entered_at: datetime
    entered_by: str
    may_change: bool
    is_complete: bool
    parent: tuple[str, int, str] | None
    parts: tuple[Parts, ...]
    serves: tuple[ServedActivity, ...]
    changes: tuple[ChangeLine, ...]


def registers_for(actor: Actor, language: str) -> tuple[RegisterLine, ...]:
    """The registers that the reader finds, in the pack's order; own ones are those that the pack names the body for."""
    counts = _counts_of_year()
    codes = codes_upwards(actor.body_id) if actor.body_id else frozenset()
    return tuple(
        _line(each, language, actor, codes, counts.get(each.code, 0))
        for each in vocabulary().registers_in_use.values()
        if is_read_by(each, actor)
    )


def _counts_of_year() -> dict[str, int]:
    start = date(timezone.localdate().year, 1, 1)
    found = Entry.objects.filter(day__gte=start, withdrawn_at__isnull=True).order_by()
    return dict(found.values_list("register").annotate(Count("pk")))


def _line(register: Register, language: str, actor: Actor, codes: Iterable[str], count: int = 0) -> RegisterLine:
    words = vocabulary().wording(language)
    form = vocabulary().form(register.code, on=timezone.localdate())
    return RegisterLine(
        register.code,
        words.text(form.labels),
        words.text(form.leads),
        words.label(AREA, register.area),
        register.under,
        may_enter_as(register, actor.body_id, actor),
        bool(register.entered_by) and may_enter(register, codes),
        count,
        register.report,
    )


def line_of(code: str, actor: Actor, language: str) -> RegisterLine:
    """One register for its pages. Raises NotPermitted where the reader does not find it, RuleBroken for none."""
    register = register_named(code)
    if not is_read_by(register, actor):
        raise NotPermitted("register_not_read")
    codes = codes_upwards(actor.body_id) if actor.body_id else frozenset()
    return _line(register, language, actor, codes)


def parts_of(code: str, actor: Actor, language: str) -> tuple[RegisterLine, ...]:
    """The registers whose entries belong to entries of this one."""
    found = [each for each in vocabulary().registers_in_use.values() if each.under == code]
    codes = codes_upwards(actor.body_id) if actor.body_id else frozenset()
    return tuple(_line(each, language, actor, codes) for each in found)


def listed(code: str, asked: Asked) -> QuerySet[Entry]:
    """The entries of a register that the reader sees, newest first."""
    found = Entry.objects.filter(register=code)
    if not asked.with_withdrawn:
        found = found.filter(withdrawn_at__isnull=True)
    if asked.year is not None:
        found = found.filter(day__gte=date(asked.year, 1, 1), day__lte=date(asked.year, 12, 31))
    if asked.body_id is not None:
        found = found.filter(body_id=asked.body_id)
    if asked.municipality:
        found = found.filter(municipality=asked.municipality)
    return found.order_by("-day", "-number")


def years_of(code: str) -> tuple[int, ...]:
    """The years from the last entry back to the first."""
    ends = Entry.objects.filter(register=code).aggregate(first=Min("day"), last=Max("day"))
    return tuple(range(ends["last"].year, ends["first"].year - 1, -1)) if ends["last"] else ()


def bodies_of(code: str, language: str) -> tuple[tuple[UUID, str], ...]:
    """The bodies that have entries, by name."""
    names = names_in(language)
    found = Entry.objects.filter(register=code).order_by().values_list("body_id", flat=True).distinct()
    return tuple(sorted(((each, names.get(each, "")) for each in found), key=lambda pair: pair[1].casefold()))


def lines_of(
    entries: Iterable[Entry], register: Register, language: str
) -> tuple[tuple[str, ...], tuple[EntryLine, ...]]:
    """Headings of the headline questions, and the rows in words."""
    definition = definition_of(register.code, language, on=timezone.localdate())
    questions = [definition.by_code[code] for code in register.headline if code in definition.by_code]
    names = names_in(language)
    rows = tuple(
        EntryLine(
            each.number,
            each.day,
            names.get(each.body_id, ""),
            tuple(", ".join(answer_lines(q, each.answers.get(q.code, ""))) for q in questions),
            each.withdrawn_at is not None,
        )
        for each in entries
    )
    return tuple(question.label for question in questions), rows


def entry_of(code: str, number: int, actor: Actor, language: str) -> EntryPage:
    """One entry. Raises NotPermitted where the reader does not find it."""
    line = line_of(code, actor, language)
    entry = Entry.objects.filter(register=code, number=number).select_related("parent").first()
    if entry is None:
        raise NotPermitted("entry_unknown")
    register = register_named(code)
    own = OwnAnswers.objects.filter(entry=entry).first()
    definition = definition_of(code, language, on=timezone.localdate(), version=entry.version)
    may_change = may_enter_as(register, entry.body_id, actor) and entry.withdrawn_at is None
    names = names_in(language)
    parent = entry.parent
    # Who it was is for the body itself and for those who oversee it.
    knows_names = actor.body_id == entry.body_id or actor.reach in {"office", "audit"}
    return EntryPage(
        entry_id=entry.pk,
        register=line,
        number=entry.number,
        day=entry.day,
        body=names.get(entry.body_id, ""),
        body_id=entry.body_id,
        read=read_form(definition, entry.answers | (own.said if own else {})),
        revision=entry.revision,
        withdrawn_at=entry.withdrawn_at,
        entered_at=entry.entered_at,
        entered_by=_people([entry.entered_by_id]).get(entry.entered_by_id, "") if knows_names else "",
        may_change=may_change,
        is_complete=own is not None or not register.own or not may_change,
        parent=(parent.register, parent.number, line_of(parent.register, actor, language).name) if parent else None,
        parts=tuple(_parts(entry, actor, language)),
        serves=_serves(entry, language),
        changes=_changes(entry, own, language, with_names=knows_names),
    )


def answers_of(entry_id: UUID) -> tuple[dict[str, Answer], int, list[UUID]]:
    """Everything that an entry says, for its body to correct it; its revision; the activities that it serves."""
    entry = Entry.objects.get(pk=entry_id)
    own = OwnAnswers.objects.filter(entry=entry).first()
    serves = list(Serving.objects.filter(entry=entry).values_list("activity_id", flat=True))
    return entry.answers | (own.said if own else {}), entry.revision, serves


def _parts(entry: Entry, actor: Actor, language: str) -> Iterable[Parts]:
    for line in parts_of(entry.register, actor, language):
        found = Entry.objects.filter(parent=entry, register=line.code).order_by("number")
        headings, rows = lines_of(found, register_named(line.code), language)
        columns = (Column("number", _("No.")), *(Column(f"answer{n}", heading) for n, heading in enumerate(headings)))
        yield Parts(line, headings, rows, columns)


def _serves(entry: Entry, language: str) -> tuple[ServedActivity, ...]:
    ids = Serving.objects.filter(entry_id=entry.parent_id or entry.pk).values_list("activity_id", flat=True)
    return tuple(ServedActivity(*each) for each in activities_named(ids, language))


def _changes(entry: Entry, own: OwnAnswers | None, language: str, *, with_names: bool) -> tuple[ChangeLine, ...]:
    found: Sequence[EntryChange] = list(EntryChange.objects.filter(entry=entry).order_by("-revision"))
    people = _people([each.by_id for each in found]) if with_names else {}
    definitions: dict[int, Definition] = {}
    for each in found:
        if each.version not in definitions:
            today = timezone.localdate()
            definitions[each.version] = definition_of(entry.register, language, on=today, version=each.version)
    return tuple(
        ChangeLine(
            each.at,
            people.get(each.by_id, ""),
            each.reason,
            each.is_withdrawal,
            read_form(definitions[each.version], each.answers | _own_at(own, each.revision)),
        )
        for each in found
    )


def _own_at(own: OwnAnswers | None, revision: int) -> dict[str, Answer]:
    """What stayed with the body at a revision, for a reader of that body."""
    if own is None:
        return {}
    later = sorted(int(each) for each in own.former if int(each) >= revision)
    found: dict[str, Answer] = own.former[str(later[0])] if later else own.said
    return found


def _people(keys: Iterable[UUID | None]) -> Mapping[UUID | None, str]:
    return dict(User.objects.filter(pk__in={key for key in keys if key}).values_list("pk", "full_name"))
