"""What waits for whom: for the reader, by step, by body; each with the way to it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission as P
from zaklon.plan.queries.choosing import Choice
from zaklon.plan.queries.dashboard import OPEN_STEPS, Dashboard, WaitingRow
from zaklon.plan.states import ReportStatus
from zaklon.plan.views.overview_shared import address
from zaklon.plan.views.overview_words import waiting_since
from zaklon.web import formats
from zaklon.web.parts import WaitingItem

# What is to be done at a step (as the task list calls it), and who may decide it for every body.
_DECIDED_BY: dict[ReportStatus, tuple[str, P | None]] = {
    ReportStatus.RETURNED: ("returned", None),
    ReportStatus.DRAFT: ("continue", None),
    ReportStatus.SUBMITTED: ("approve", None),
    ReportStatus.APPROVED: ("check", P.PROGRESS_CHECK),
    ReportStatus.CHECKED: ("adopt", P.PROGRESS_ADOPT),
}
_WITH_REPORTER = (ReportStatus.DRAFT, ReportStatus.RETURNED)


@dataclass(frozen=True)
class StepText:
    """Reports at one step of the way."""

    name: str
    count: int
    oldest: str
    href: str


@dataclass(frozen=True)
class BodyText:
    """What one body owes: reports not begun, with its reporters, with its head; answers as a partner."""

    name: str
    not_begun: int
    writing: int
    with_head: int
    answers: int
    oldest: str
    href: str

    @property
    def total(self) -> int:
        return self.not_begun + self.writing + self.with_head + self.answers


@dataclass(frozen=True)
class Waiting:
    """`mine` is for the reader, `steps` in the order of the way, `bodies` with the oldest matter first."""

    mine: tuple[WaitingItem, ...]
    mine_count: int
    steps: tuple[StepText, ...]
    bodies: tuple[BodyText, ...]


def waiting_of(found: Dashboard, actor: Actor, today: date) -> Waiting:
    """Everything that waits, in words, for this reader."""
    mine = _mine(found, actor, today)
    return Waiting(
        tuple(item for item, _count in mine),
        sum(count for _item, count in mine),
        _steps(found, actor, today),
        _bodies(found, today),
    )


def _mine(found: Dashboard, actor: Actor, today: date) -> list[tuple[WaitingItem, int]]:
    own = found.own
    written = [row for row in found.waiting if row.step in _WITH_REPORTER and row.lead_body_id in own]
    offers = (
        (P.PROGRESS_WRITE, written, _("Reports to finish"), address("plan:tasks", plan=_plan(found))),
        (P.PROGRESS_APPROVE, _at(found, ReportStatus.SUBMITTED, own), _("Reports to approve"), _stage("approve")),
        (P.PROGRESS_CHECK, _at(found, ReportStatus.APPROVED), _("Reports to check"), _stage("check")),
        (P.PROGRESS_ADOPT, _at(found, ReportStatus.CHECKED), _("Reports to adopt"), _stage("adopt")),
    )
    items = [
        _item(text, href, _count(rows), _oldest(rows), today)
        for permission, rows, text, href in offers
        if actor.may(permission) and rows
    ]
    owed = [row for row in found.confirmations if row.body_id in own]
    if owed and actor.may(P.PROGRESS_CONFIRM):
        count, since = sum(row.count for row in owed), min(row.since for row in owed)
        items.append(_item(_("Parts to confirm as a partner"), address("plan:tasks"), count, since, today))
    begin = sum(row.count for row in found.not_begun if row.lead_body_id in own)
    if begin and actor.may(P.PROGRESS_WRITE):
        items.append(_item(_("Reports to begin"), address("plan:tasks"), begin, None, today, _period_due(found.choice)))
    return items


def _item(
    text: str, href: str, count: int, since: datetime | None, today: date, due: date | None = None
) -> tuple[WaitingItem, int]:
    is_late = due is not None and due < today
    about = _("The oldest waits %(since)s") % {"since": _since(since, today)} if since else ""
    if due is not None:
        words = _("Was due %(day)s") if is_late else _("Due %(day)s")
        about = words % {"day": formats.long_date(due)}
    number = ngettext("%(num)s report", "%(num)s reports", count) % {"num": formats.number(count)}
    return WaitingItem(text, href, about, number, is_late), count


def _steps(found: Dashboard, actor: Actor, today: date) -> tuple[StepText, ...]:
    steps = []
    for step in OPEN_STEPS:
        rows = _at(found, step)
        if rows:
            turn, permission = _DECIDED_BY[step]
            decides = permission is not None and actor.may(permission)
            href = _stage(turn) if decides else address("plan:tasks", list="others", turn=turn, plan=_plan(found))
            steps.append(StepText(str(step.label), _count(rows), _since(_oldest(rows), today), href))
    return tuple(steps)


def _stage(stage: str) -> str:
    return address("plan:review", stage=stage)


def _bodies(found: Dashboard, today: date) -> tuple[BodyText, ...]:
    """One line for each body that owes something, the oldest matter first, then the most."""
    begin = {row.lead_body_id: row.count for row in found.not_begun}
    answers = {row.body_id: row for row in found.confirmations}
    held = [row for row in found.waiting if row.step in (*_WITH_REPORTER, ReportStatus.SUBMITTED)]
    ids = {*begin, *answers, *(row.lead_body_id for row in held)}
    listed = []
    for body_id in ids:
        own = [row for row in held if row.lead_body_id == body_id]
        moments = [row.since for row in own] + ([answers[body_id].since] if body_id in answers else [])
        oldest = min(moments, default=None)
        text = BodyText(
            found.bodies[body_id].name,
            begin.get(body_id, 0),
            _count(row for row in own if row.step in _WITH_REPORTER),
            _count(row for row in own if row.step is ReportStatus.SUBMITTED),
            answers[body_id].count if body_id in answers else 0,
            _since(oldest, today),
            address("plan:tasks", list="" if body_id in found.own else "others", plan=_plan(found), body=body_id),
        )
        listed.append((oldest is None, oldest.timestamp() if oldest else 0, -text.total, text.name, text))
    return tuple(text for *_order, text in sorted(listed, key=lambda line: line[:4]))


def _at(found: Dashboard, step: ReportStatus, bodies: Collection[UUID] | None = None) -> list[WaitingRow]:
    return [row for row in found.waiting if row.step is step and (bodies is None or row.lead_body_id in bodies)]


def _count(rows: Iterable[WaitingRow]) -> int:
    return sum(row.count for row in rows)


def _oldest(rows: Iterable[WaitingRow]) -> datetime | None:
    return min((row.since for row in rows), default=None)


def _since(moment: datetime | None, today: date) -> str:
    return "" if moment is None else waiting_since(timezone.localdate(moment), today)


def _plan(found: Dashboard) -> UUID | None:
    return found.choice.plan.plan_id if found.choice.plan else None


def _period_due(choice: Choice) -> date | None:
    return choice.period.due_date if choice.period else None
