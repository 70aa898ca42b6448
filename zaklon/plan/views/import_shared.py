"""What the pages of one import have in common: its heading, figures, parts, and what answers are chosen from."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zaklon.access.middleware import ActorRequest
from zaklon.common.errors import NotAllowedNow
from zaklon.common.money import Money, totals
from zaklon.plan.forms.importing import QuestionContext
from zaklon.plan.kinds import FundingState, Payer
from zaklon.plan.queries.drafting import Offered
from zaklon.plan.queries.imported import Opened
from zaklon.plan.queries.imports import ImportRow, offered_for_import, review
from zaklon.plan.settling.rows import ACTIVITY, INDICATOR, MEASURE, OBJECTIVE
from zaklon.plan.states import ImportStatus
from zaklon.plan.views.import_words import Reader
from zaklon.plan.views.overview_words import Tag
from zaklon.web import formats
from zaklon.web.languages import current
from zaklon.web.parts import Figure, SubItem

_TONES = {ImportStatus.READ: "waiting", ImportStatus.CONFIRMED: "done", ImportStatus.DISCARDED: ""}


@dataclass(frozen=True)
class Heading:
    """The upper part of each page of an import."""

    import_id: UUID
    title: str
    file_name: str
    status: Tag
    attachment_id: UUID
    items: tuple[SubItem, ...]
    blocking: int
    open: int


@dataclass(frozen=True)
class Sheet:
    """One import opened for a page: what was read, its reader in words, what can be chosen."""

    row: ImportRow
    opened: Opened
    offered: Offered
    reader: Reader

    @property
    def context(self) -> QuestionContext:
        return QuestionContext(self.offered, self.offered.objectives)


def status_tag(status: ImportStatus) -> Tag:
    """The status of an import."""
    return Tag(str(status.label), _TONES[status])


def sheet_of(request: ActorRequest, import_id: UUID) -> Sheet:
    """Open an import that waits for confirmation. Raises NotAllowedNow once it is settled."""
    found = review(import_id, actor=request.actor, now=timezone.now())
    if found.opened is None:
        raise NotAllowedNow("import_is_settled")
    offered = offered_for_import(found.opened, current().code, actor=request.actor)
    return Sheet(found.row, found.opened, offered, Reader(found.opened.settled, offered.body_names))


def heading(sheet: Sheet, here: str, part: str = "") -> Heading:
    """The heading, with the page that is shown marked."""
    settled, import_id = sheet.opened.settled, sheet.row.import_id
    open_count = len(settled.open_questions)
    pages = (
        (_("Questions"), "plan:import", "", open_count),
        (_("Plan and strategy"), "plan:import_paper", "", None),
        (_("Activities"), "plan:import_rows", ACTIVITY, None),
        (_("Measures"), "plan:import_rows", MEASURE, None),
        (_("Objectives"), "plan:import_rows", OBJECTIVE, None),
        (_("Indicators"), "plan:import_rows", INDICATOR, None),
        (_("Confirm"), "plan:import_confirm", "", None),
    )
    items = tuple(
        SubItem(text, _address(name, import_id, which), is_current=(name, which) == (here, part), count=count)
        for text, name, which, count in pages
    )
    paper = settled.plan.paper
    return Heading(
        import_id,
        paper.title or sheet.row.file_name,
        sheet.row.file_name,
        status_tag(sheet.row.status),
        sheet.row.attachment_id,
        items,
        len(settled.blocking),
        open_count,
    )


def _address(name: str, import_id: UUID, part: str) -> str:
    return reverse(name, args=[import_id]) + (f"?part={part}" if part else "")


def figures(sheet: Sheet) -> list[Figure]:
    """What the file holds, counted from what was understood and answered."""
    plan = sheet.opened.settled.plan
    lines = [line.values for activity in plan.activities for line in activity.money]
    return [
        Figure(_("objectives"), formats.number(len(plan.objectives))),
        Figure(_("key measures"), formats.number(len(plan.measures))),
        Figure(
            _("activities"),
            formats.number(len(plan.activities)),
            note=_("%(number)s need no money")
            % {"number": formats.number(sum(a.funding is FundingState.NONE_REQUIRED for a in plan.activities))},
        ),
        Figure(_("result indicators"), formats.number(sum(len(activity.results) for activity in plan.activities))),
        Figure(_("performance indicators"), formats.number(len(plan.indicators))),
        Figure(
            _("planned money"),
            _sum([Money(line.currency, line.amount_minor) for line in lines if line.amount_minor is not None]),
            note=_("%(sum)s of it donations")
            % {
                "sum": _sum(
                    [
                        Money(line.currency, line.amount_minor)
                        for line in lines
                        if line.amount_minor is not None and line.payer is Payer.DONATION
                    ]
                )
            },
        ),
    ]


def _sum(amounts: list[Money]) -> str:
    summed = totals(amounts)
    return formats.listed(formats.money(Money(currency, minor)) for currency, minor in sorted(summed.items()))
