"""Words of the pages of cases that depend on facts."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.cases.commands.files import NOT_BEGUN
from zaklon.cases.forms.shared import country_name, language_name
from zaklon.cases.kinds import (
    AgeGroup,
    CaseStatus,
    FlagKind,
    Ground,
    LinkKind,
    Part,
    RightOutcome,
    Sex,
)
from zaklon.cases.queries.lists import COUNTED, CaseList
from zaklon.cases.queries.page_rows import (
    CaseHead,
    CasePage,
    ConsentRow,
    LinkRow,
    OpeningRow,
    PartRow,
    PersonRow,
    RequestRow,
    RevealRow,
    StaffRow,
    TaskRow,
    Who,
)
from zaklon.web.formats import long_date, moment, number, short_date
from zaklon.web.parts import WaitingItem

_STATUS_TONES = {CaseStatus.OPEN: "going", CaseStatus.CLOSED: "done", CaseStatus.MERGED: "", CaseStatus.ERASED: ""}
_URGENT = frozenset({FlagKind.DANGER, FlagKind.MISSING})


def status_tag(status: CaseStatus) -> tuple[str, str]:
    """Wording and tone of where a case stands."""
    return str(status.label), _STATUS_TONES[status]


def flag_tag(kind: FlagKind) -> tuple[str, str]:
    """Wording and tone of a flag."""
    return str(kind.label), "late" if kind in _URGENT else "partly"


def tags_of(head: CaseHead) -> list[tuple[str, str]]:
    """The words beside the code of a case."""
    tags = [status_tag(head.status)]
    if head.is_sealed:
        tags.append((_("Sealed"), "waiting"))
    if head.is_referred:
        tags.append((_("Referred"), ""))
    if head.is_on_hold:
        tags.append((_("Kept for a legal reason"), ""))
    return tags


def person(row: PersonRow) -> str:
    """A person in coded facts: "Person 1: female, child, Ruritania"."""
    facts = [str(row.sex.label), str(row.age_group.label), country_name(row.citizenship)]
    if row.sex is Sex.UNKNOWN:
        facts[0] = _("Sex not known")
    if not row.citizenship:
        facts[2] = _("Citizenship not known")
    return _("Person %(number)s: %(facts)s") % {"number": row.position, "facts": ", ".join(facts)}


def person_short(position: int) -> str:
    """A person by number."""
    return _("Person %(number)s") % {"number": position}


def is_child(row: PersonRow) -> bool:
    """Whether the person is treated as a child."""
    return row.age_group is not AgeGroup.ADULT


def who(value: Who) -> str:
    """Somebody at work: name, role and body, as far as the reader may see them."""
    parts = [value.name, str(value.role.label) if value.role else "", value.body]
    return ", ".join(part for part in parts if part) or _("Somebody whose name is not shown to you")


def leads(value: Who | None) -> str:
    """Who leads a case."""
    return _("Led by %(who)s") % {"who": who(value)} if value else _("Nobody leads this case")


def state(row: PartRow) -> str:
    """The words of a part's state."""
    if row.state in ("", NOT_BEGUN):
        return _("Nothing recorded yet")
    return _("Recorded since %(day)s") % {"day": long_date(timezone.localdate(row.since) if row.since else None)}


_GROUNDS = {
    Ground.ASSIGNMENT: lambda: _("Open to you, because you work on this case"),
    Ground.CONSENT: lambda: _("Open to your body, by consent or a legal duty"),
    Ground.DUTY: lambda: _("Open to your body, by a legal duty"),
    Ground.BREAK_GLASS: lambda: _("Open to you for some hours, because of danger"),
    Ground.OVERSIGHT: lambda: _("Open to you, because you oversee the work"),
}


def ground(row: PartRow) -> str:
    """Why a part is open."""
    return _GROUNDS[row.ground]() if row.ground else ""


def _own_look(part: Part, person: PersonRow, page: CasePage) -> RevealRow | None:
    """The reader's own look at this part of this person, open or waiting."""
    looks = (row for row in page.reveals if row.is_own and row.part is part and row.position == person.position)
    return next(looks, None)


def reveal_address(part: Part, person: PersonRow, page: CasePage) -> str:
    """Where a sealed part of a person is asked for, or looked at while it is open."""
    look = _own_look(part, person, page)
    if look:
        return reverse("cases:revealed", args=[page.head.code, look.reveal_id])
    return reverse("cases:reveal", args=[page.head.code, person.person_id, part])


def reveal_link(part: Part, person: PersonRow, page: CasePage) -> str:
    """The words of that link in the panel of the part."""
    if _own_look(part, person, page):
        return _("Look again: person %(number)s") % {"number": person.position}
    return _("Open with a reason: person %(number)s") % {"number": person.position}


def identity_link(person: PersonRow, page: CasePage) -> str:
    """The words of the link beside a person."""
    return _("Who this is: look again") if _own_look(Part.IDENTITY, person, page) else _("Show who this is")


def request_state(row: RequestRow) -> tuple[str, str]:
    """What came of a request, or by when it is to be answered."""
    if row.outcome is not None:
        return str(row.outcome.label), "late" if row.outcome is RightOutcome.REFUSED else "done"
    facts = {"day": long_date(row.due_on)}
    return (_("Was due on %(day)s") % facts, "late") if row.is_late else (_("Due on %(day)s") % facts, "waiting")


def since_until(row: StaffRow) -> str:
    """From when somebody works on the case, and until when."""
    if row.until is None:
        return _("Since %(day)s") % {"day": short_date(timezone.localdate(row.since))}
    return _("From %(first)s to %(last)s") % {
        "first": short_date(timezone.localdate(row.since)),
        "last": short_date(timezone.localdate(row.until)),
    }


def opening(row: OpeningRow) -> str:
    """What is open to whom, for what."""
    return _("%(part)s to %(body)s, for: %(purpose)s") % {
        "part": row.part.label,
        "body": row.receiver,
        "purpose": row.purpose.label,
    }


def opening_state(row: OpeningRow) -> tuple[str, str]:
    """Whether it still holds."""
    if not row.holds:
        return _("Closed"), ""
    if row.ends_at is None:
        return _("Open"), "going"
    return _("Open until %(moment)s") % {"moment": moment(row.ends_at)}, "going"


def consent_how(row: ConsentRow) -> str:
    """How a consent was given, in one line."""
    said = [
        _("explained in %(language)s") % {"language": language_name(row.language)},
        _("text %(version)s") % {"version": row.text_version},
    ]
    if row.is_read_aloud:
        said.append(_("read aloud"))
    if row.is_interpreted:
        said.append(_("with an interpreter"))
    if row.child_assents:
        said.append(_("the child agrees"))
    return ", ".join(said)


def link(row: LinkRow) -> str:
    """Two persons who belong together."""
    facts = {"own": row.position, "other": row.other_position, "code": row.other_code}
    if row.kind is LinkKind.PARENT and not row.is_first:
        return _("Person %(own)s is the child of person %(other)s of %(code)s") % facts
    words = {**facts, "kind": row.kind.label}
    return _("%(kind)s: person %(own)s and person %(other)s of %(code)s") % words


def waiting(tasks: Iterable[TaskRow]) -> list[WaitingItem]:
    """Tasks as they wait; each leads to what is due in its case."""
    return [
        WaitingItem(
            str(task.kind.label),
            reverse("cases:case", args=[task.code]) + "#due",
            task.code,
            due(task),
            task.is_late,
        )
        for task in tasks
    ]


def due(task: TaskRow) -> str:
    """When a task has to be done."""
    facts = {"moment": moment(task.due_at)}
    return _("Was due %(moment)s") % facts if task.is_late else _("Due %(moment)s") % facts


def counted(found: CaseList) -> str:
    """How many cases a list has; beyond a thousand nobody counts."""
    if found.is_more:
        return _("%(count)s+ cases") % {"count": number(COUNTED, 0)}
    return ngettext("%(num)s case", "%(num)s cases", found.count) % {"num": found.count}
