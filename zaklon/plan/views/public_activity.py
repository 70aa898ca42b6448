"""One activity for everyone: what was promised, what was done, adopted reports only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.plan.kinds import Comparator, FundingState, ResultKind
from zaklon.plan.queries.public import AdoptedRow, PromiseRow, PublicActivity
from zaklon.plan.queries.public import public_activity as activity_of
from zaklon.plan.views.indicator_words import Units, units
from zaklon.plan.views.overview_shared import address, names_of_bodies
from zaklon.plan.views.overview_words import (
    Tag,
    money_text,
    period_name,
    planned_money,
    source_name,
    status_tag,
    tags_of,
)
from zaklon.web import formats
from zaklon.web.languages import current
from zaklon.web.parts import SummaryRow
from zaklon.web.respond import respond


@dataclass(frozen=True)
class PromiseText:
    """One promised result and what came of it."""

    text: str
    target: str
    value: str
    said: str


@dataclass(frozen=True)
class ReportText:
    """One adopted report; `revision` above 1 corrected what was adopted before."""

    period: str
    tags: tuple[Tag, ...]
    adopted_at: datetime
    revision: int
    done: str
    obstacles: str
    next_step: str
    promises: tuple[PromiseText, ...]
    spent: tuple[str, ...]


@require_GET
def activity(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """What an activity promised and what was adopted about it."""
    found = activity_of(activity_id, language=current().code, today=timezone.localdate())
    names, say_unit, row = names_of_bodies(), units(), found.row
    context = {
        "code": row.code,
        "title": row.title,
        "plan_title": found.plan_title,
        "plan_href": address("plan:public_activities", plan=found.plan_id),
        "tags": tags_of(row.standing),
        "facts": _facts(found, names),
        "promises": tuple(_promise(each, say_unit) for each in found.promises),
        "needs_money": row.funding is not FundingState.NONE_REQUIRED,
        "reports": tuple(_report(report, names, say_unit) for report in found.reports),
    }
    return respond(request, "plan/public_activity.html", context)


def _facts(found: PublicActivity, names: Mapping[UUID, str]) -> tuple[SummaryRow, ...]:
    row, measure = found.row, found.measure
    days = {"first": formats.long_date(row.start_date), "last": formats.long_date(row.due_date)}
    time = _("%(first)s to %(last)s, continuously") if row.is_continuous else _("%(first)s to %(last)s")
    facts = (
        (_("Area"), measure.area_title),
        (_("Objective"), measure.objective_text),
        (_("Key measure"), _("%(label)s: %(text)s") % {"label": measure.label, "text": measure.text}),
        (_("Lead body"), names[row.lead_body_id]),
        (_("Partners"), ", ".join(names[body_id] for body_id in row.partner_ids)),
        (_("Time"), time % days),
        (_("Planned money"), "; ".join(planned_money(row.funding, row.money, names))),
    )
    return tuple(SummaryRow(key, value) for key, value in facts if value)


def _report(report: AdoptedRow, names: Mapping[UUID, str], say_unit: Units) -> ReportText:
    late = (Tag(_("Late"), "late"),) if report.is_late else ()
    spent = tuple(
        _("%(amount)s (%(source)s)")
        % {
            "amount": money_text(line.amount_minor, line.currency),
            "source": source_name(line.payer, line.payer_body_id, names),
        }
        for line in report.spent
    )
    return ReportText(
        period_name(report.period),
        (status_tag(report.code), *late),
        report.adopted_at,
        report.revision,
        report.done_text,
        report.obstacles_text,
        report.next_step_text,
        tuple(_promise(each, say_unit) for each in report.promises),
        spent,
    )


def _promise(each: PromiseRow, say_unit: Units) -> PromiseText:
    return PromiseText(each.text, _target(each, say_unit), _value(each), each.said)


def _target(each: PromiseRow, say_unit: Units) -> str:
    if each.target is None:
        return ""
    facts = {"number": formats.number(each.target), "unit": say_unit(each.unit)}
    words = {
        Comparator.AT_LEAST: _("At least %(number)s (%(unit)s)") if facts["unit"] else _("At least %(number)s"),
        Comparator.AT_MOST: _("At most %(number)s (%(unit)s)") if facts["unit"] else _("At most %(number)s"),
    }
    exact = _("%(number)s (%(unit)s)") if facts["unit"] else _("%(number)s")
    return words.get(each.comparator, exact) % facts


def _value(each: PromiseRow) -> str:
    if each.number is not None:
        return formats.number(each.number)
    if each.is_met is not None:
        return _("Yes") if each.is_met else _("No")
    return _("Described in words") if each.kind is ResultKind.QUALITATIVE and each.said else _("Not known")
