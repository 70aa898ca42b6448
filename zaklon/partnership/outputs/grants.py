"""R20, the report about grants: the call, applications, scores, contracts, instalments, results; with totals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zaklon.common.money import Money
from zaklon.partnership.queries.grants import ApplicationFact, CallFacts
from zaklon.partnership.values import Contact
from zaklon.reporting.description import (
    Block,
    Column,
    Definition,
    Definitions,
    KeyFigure,
    KeyFigures,
    Kind,
    Paragraph,
    Period,
    Report,
    Row,
    Section,
    Table,
    Value,
)
from zaklon.vocabulary.wording import Vocabulary, Wording

REPORT = "R20"
Contacts = Mapping[UUID, Contact] | None


@dataclass(frozen=True)
class Made:
    """In which language, by which body, when."""

    words: Vocabulary
    language: str
    made_by: str
    now: datetime


def grants_report(year: int, calls: tuple[CallFacts, ...], made: Made, *, contacts: Contacts) -> Report:
    """The report of a year. `contacts` only inside, for the office that keeps them."""
    with translation.override(made.language):
        wording = made.words.wording(made.language)
        sections = tuple(section for call in calls for section in _call(call, wording, contacts))
        nothing = (Section(_("Calls"), (Paragraph(_("There was no call whose results are published in this year.")),)),)
        return Report(
            title=wording.label("report", REPORT),
            subtitle=str(year),
            period=Period(date(year, 1, 1), date(year, 12, 31)),
            language=made.language,
            made_at=timezone.localtime(made.now),
            made_by=made.made_by,
            reference=f"{REPORT}-{year}",
            sections=sections or nothing,
            notes=(_("Every call counts in its year, with all payments and reports that came of it, also later."),),
        )


def _call(call: CallFacts, wording: Wording, contacts: Contacts) -> Iterator[Section]:
    yield Section(call.title, tuple(_about(call)))
    yield Section(_("Applications"), (_applications(call, wording),), level=2)
    if call.instalments:
        yield Section(_("Contracts and instalments"), (_instalments(call),), level=2)
    if call.reports:
        yield Section(_("Reports and results"), tuple(_reports(call)), level=2)
    if contacts is not None and call.applications:
        yield Section(_("Contacts"), (_contacts(call, contacts),), level=2)


def _about(call: CallFacts) -> Iterator[Block]:
    granted = sum(each.has_grant for each in call.applications)
    figures = [
        KeyFigure(_("Sum of the call"), call.total, Kind.MONEY),
        KeyFigure(_("Granted"), call.granted, Kind.MONEY),
        KeyFigure(_("Paid"), call.paid, Kind.MONEY),
        KeyFigure(_("Grants"), granted),
    ]
    yield KeyFigures(tuple(figures))
    yield Definitions(
        (
            Definition(_("What the call is meant for"), call.priority),
            Definition(_("Decision about the call"), call.reference or _("None named")),
            Definition(_("Opened"), call.opens_on, Kind.DATE),
            Definition(_("Closed"), call.closes_on, Kind.DATE),
            Definition(_("Least for one project"), call.least, Kind.MONEY),
            Definition(_("Most for one project"), call.most, Kind.MONEY),
            *(
                Definition(_("Criterion: %(text)s") % {"text": text}, _("%(weight)s per cent") % {"weight": weight})
                for text, weight in call.criteria
            ),
        )
    )


def _applications(call: CallFacts, wording: Wording) -> Block:
    rows = call.applications
    if not rows:
        return Paragraph(_("No application came in."))
    columns = (
        Column(_("Place"), Kind.WHOLE, width=1),
        Column(_("Organisation"), width=3),
        Column(_("Project"), width=4),
        Column(_("Municipalities"), width=3),
        Column(_("Score"), Kind.DECIMAL, width=2, places=2),
        Column(_("Asked"), Kind.MONEY, width=2),
        Column(_("Own money"), Kind.MONEY, width=2),
        Column(_("Granted"), Kind.MONEY, width=2),
        Column(_("State"), width=2),
    )
    currency = call.total.currency
    lines = tuple(Row(_line(each, wording)) for each in rows)
    totals = (
        _("Total"),
        "",
        "",
        "",
        "",
        Money(currency, sum(each.asked.minor for each in rows)),
        Money(currency, sum(each.own.minor for each in rows)),
        call.granted,
        "",
    )
    return Table(_("Applications by place"), columns, lines, totals)


def _line(each: ApplicationFact, wording: Wording) -> tuple[Value, ...]:
    places = ", ".join(sorted(wording.label("municipality", code) for code in each.municipalities))
    return (
        each.rank if each.rank is not None else _("not ranked"),
        each.applicant,
        each.project,
        places,
        each.score if each.score is not None else _("none"),
        each.asked,
        each.own,
        each.granted if each.granted is not None else _("none"),
        str(each.status.label),
    )


def _instalments(call: CallFacts) -> Block:
    columns = (
        Column(_("Organisation"), width=4),
        Column(_("Contract"), width=2),
        Column(_("Signed"), Kind.DATE, width=2),
        Column(_("Planned for"), Kind.DATE, width=2),
        Column(_("Amount"), Kind.MONEY, width=2),
        Column(_("Paid on"), Kind.DATE, width=2),
    )
    lines = tuple(
        Row((each.applicant, each.contract, each.signed_on, each.planned_on, each.amount, each.paid_on or _("not yet")))
        for each in call.instalments
    )
    planned = Money(call.total.currency, sum(each.amount.minor for each in call.instalments))
    totals = (_("Total"), "", "", "", planned, "")
    return Table(_("Instalments"), columns, lines, totals, is_wide=False)


def _reports(call: CallFacts) -> Iterator[Block]:
    columns = (
        Column(_("Organisation"), width=3),
        Column(_("Report"), width=2),
        Column(_("Due"), Kind.DATE, width=2),
        Column(_("State"), width=2),
        Column(_("Spent"), Kind.MONEY, width=2),
        Column(_("People reached"), Kind.WHOLE, width=2),
    )
    lines = tuple(
        Row(
            (
                each.applicant,
                str(each.kind.label),
                each.due_on,
                str(each.status.label),
                each.spent if each.spent is not None else _("not yet"),
                each.reached if each.reached is not None else _("not yet"),
            )
        )
        for each in call.reports
    )
    yield Table(_("Reports of the organisations"), columns, lines, is_wide=False)
    for each in call.reports:
        if each.accepted_on is not None:
            facts = {"applicant": each.applicant, "report": each.kind.label, "results": each.results}
            yield Paragraph(_("%(applicant)s, %(report)s: %(results)s") % facts)


def _contacts(call: CallFacts, contacts: Mapping[UUID, Contact]) -> Block:
    columns = (
        Column(_("Organisation"), width=4),
        Column(_("Contact person"), width=3),
        Column(_("E-mail address"), width=4),
        Column(_("Telephone"), width=3),
    )
    known = ((each.applicant, contacts.get(each.application_id)) for each in call.applications)
    lines = tuple(
        Row((name, found.person, found.email, found.telephone or _("none"))) for name, found in known if found
    )
    notes = (_("This table is not passed on; the public report does not have it."),)
    return Table(_("Contacts of the organisations"), columns, lines, notes=notes, is_wide=False)
