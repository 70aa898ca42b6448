"""Headings and short facts that the pages of activities and reports share."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from zaklon.plan.queries.activity import ActivityPage, SisterActivity
from zaklon.plan.queries.activity_parts import ActivityHead
from zaklon.plan.queries.report import ReportPage
from zaklon.web.formats import listed, long_date, quarter
from zaklon.web.listing import Column
from zaklon.web.parts import SummaryRow

Fact = dict[str, str | Markup]
_LINK = Markup('<a class="govuk-link" href="{}">{}</a>')


def money_columns() -> list[Column]:
    """Of the table of money."""
    return [
        Column("source", _("Source")),
        Column("planned", _("Planned"), is_number=True),
        Column("spent", _("Spent"), is_number=True),
    ]


def result_columns(page: ActivityPage | ReportPage) -> list[Column]:
    """Of the table of results; what is not adopted yet has a column of its own on the page of an activity."""
    columns = [Column("result", _("Result")), Column("target", _("Target"))]
    if isinstance(page, ReportPage):
        return [*columns, Column("reported", _("Reported"))]
    columns.append(Column("adopted", _("Adopted")))
    return [*columns, Column("in_hand", _("Not adopted yet"))] if page.in_hand else columns


def partner_columns() -> list[Column]:
    """Of the table of partners of a report."""
    return [Column("partner", _("Partner")), Column("answer", _("Answer")), Column("when", _("When and who"))]


def period_columns() -> list[Column]:
    """Of the table of periods of an activity."""
    return [
        Column("period", _("Period")),
        Column("status", _("Status")),
        Column("report", _("Report")),
        Column("due", _("Last day to report")),
    ]


def outcome_columns() -> list[Column]:
    """Of the table of what became of many reports."""
    return [Column("code", _("Activity")), Column("outcome", _("Outcome"))]


def activity_facts(page: ActivityPage) -> list[SummaryRow | Fact]:
    """Who, when, where in the plan."""
    head = page.head
    facts: list[SummaryRow | Fact] = [
        *_who_and_when(head),
        SummaryRow(_("Reporter"), head.reporter or _("Any reporter of the body")),
        SummaryRow(
            _("Objective %(number)s") % {"number": head.objective_number},
            head.objective,
        ),
        SummaryRow(_("Key measure %(label)s") % {"label": head.measure_label}, head.measure),
    ]
    if page.carried_from:
        facts.append({"key": _("Carried over from"), "value": _sisters([page.carried_from])})
    if page.carried_to:
        facts.append({"key": _("Carried over to"), "value": _sisters(page.carried_to)})
    return facts


def report_facts(page: ReportPage) -> list[SummaryRow | Fact]:
    """Who leads, when it was due, when it was completed."""
    href = reverse("plan:activity", args=[page.activity.activity_id])
    return [
        {"key": _("Activity"), "value": _LINK.format(href, page.activity.code)},
        *_who_and_when(page.activity),
        SummaryRow(_("Completed on"), long_date(page.completed_on)),
        SummaryRow(_("Last day to report"), long_date(page.period.due_date)),
    ]


def report_texts(page: ReportPage) -> list[SummaryRow]:
    """What the reporter says in words; what is empty says so."""
    return [
        SummaryRow(_("What was done"), page.done_text or _("Nothing written yet.")),
        SummaryRow(_("What stood in the way"), page.obstacles_text or _("Nothing reported.")),
        SummaryRow(_("Next step"), page.next_step_text or _("Nothing reported.")),
    ]


def decisions(page: ReportPage) -> list[tuple[str, str]]:
    """Verb and button of each step that needs no reason, as far as the reader may take it."""
    buttons = {
        "submit": _("Send to the head"),
        "approve": _("Approve"),
        "check": _("Mark as checked"),
        "adopt": _("Adopt"),
    }
    return [(verb, buttons[verb]) for verb in page.rights.verbs if verb in buttons]


def _who_and_when(head: ActivityHead) -> list[SummaryRow]:
    partners = listed(part.name for part in head.partners) if head.partners else _("None")
    if head.start == head.end:
        when = quarter(head.end)
    else:
        when = _("%(start)s to %(end)s") % {"start": quarter(head.start), "end": quarter(head.end)}
    return [
        SummaryRow(_("Lead body"), head.lead.name),
        SummaryRow(_("Partners"), partners),
        SummaryRow(_("Planned for"), _("%(when)s, continuously") % {"when": when} if head.is_continuous else when),
        SummaryRow(_("Deadline"), long_date(head.due_date)),
    ]


def _sisters(activities: Iterable[SisterActivity]) -> Markup:
    links = [
        _LINK.format(
            reverse("plan:activity", args=[each.activity_id]),
            _("%(code)s of %(year)s") % {"code": each.code, "year": each.year},
        )
        for each in activities
    ]
    return Markup(", ").join(links)
