"""The minutes of a session: who took part, each item with its votes, what was concluded."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.partnership.kinds import Manner, Standing
from zaklon.partnership.queries.conclusions import ConclusionRow
from zaklon.partnership.queries.members import MemberRow
from zaklon.partnership.queries.sessions import ItemRow, SessionPage
from zaklon.reporting.description import (
    Block,
    Column,
    Definition,
    Definitions,
    Kind,
    Paragraph,
    Period,
    Report,
    Row,
    Section,
    Table,
)
from zaklon.web.formats import long_date, moment


def minutes_report(
    page: SessionPage, concluded: Iterable[ConclusionRow], *, language: str, made_by: str, now: datetime
) -> Report:
    """The minutes, in the words of the office; marked as a draft until they are adopted."""
    with translation.override(language):
        day = timezone.localdate(page.planned_at)
        adopted = page.minutes_adopted_on
        return Report(
            title=_("Minutes of the Coordination Body"),
            subtitle=_("%(manner)s session, %(moment)s")
            % {"manner": page.manner.label, "moment": moment(page.planned_at)},
            period=Period(day, max(day, timezone.localdate(page.ended_at or page.planned_at))),
            language=language,
            made_at=timezone.localtime(now),
            made_by=made_by,
            reference=f"CB-{day:%Y-%m-%d}",
            sections=(_attendance(page), *_items(page), *_conclusions(tuple(concluded))),
            standing=_("Adopted") if adopted else _("Not adopted yet"),
            is_draft=adopted is None,
            notes=(_("Adopted on %(day)s.") % {"day": long_date(adopted)},) if adopted else (),
        )


def _attendance(page: SessionPage) -> Section:
    facts = [
        Definition(_("Held"), str(page.manner.label)),
        Definition(_("Begun"), moment(page.opened_at)),
        Definition(_("Ended"), moment(page.ended_at)),
    ]
    if page.place:
        facts.append(Definition(_("Place"), page.place))
    quorum = ngettext(
        "%(num)s of %(seats)s bodies took part; %(needed)s make the quorum.",
        "%(num)s of %(seats)s bodies took part; %(needed)s make the quorum.",
        page.there,
    ) % {"num": page.there, "seats": page.seats, "needed": page.needed}
    blocks: list[Block] = [Definitions(tuple(facts)), Paragraph(quorum)]
    if page.present:
        blocks.append(_people(page))
    return Section(_("Attendance"), tuple(blocks))


def _people(page: SessionPage) -> Table:
    # In an electronic session nobody is in a room: the list says who was asked.
    caption = _("Who was on the list") if page.manner is Manner.ELECTRONIC else _("Who was present")
    columns = (Column(_("Name"), width=4), Column(_("Body"), width=5), Column(_("As what"), width=2))
    return Table(caption, columns, tuple(Row(_cells(row)) for row in page.present), is_wide=False)


def _cells(row: MemberRow) -> tuple[str, str, str]:
    return row.name, row.body, str(Standing(row.standing).label)


def _items(page: SessionPage) -> Iterator[Section]:
    yield Section(_("Agenda"), () if page.items else (Paragraph(_("The agenda is empty.")),))
    for item in page.items:
        yield Section(item.title, tuple(_item(item)), level=2)


def _item(item: ItemRow) -> Iterator[Block]:
    if item.proposal:
        yield Paragraph(_("Proposal: %(words)s") % {"words": item.proposal})
    if item.record:
        yield Paragraph(item.record)
    facts = [Definition(_("Outcome"), str(item.outcome.label))]
    if item.is_voted and item.count is not None:
        facts += [
            Definition(_("For"), item.count.votes_for, Kind.WHOLE),
            Definition(_("Against"), item.count.votes_against, Kind.WHOLE),
            Definition(_("Abstained"), item.count.abstained, Kind.WHOLE),
        ]
    yield Definitions(tuple(facts))


def _conclusions(rows: tuple[ConclusionRow, ...]) -> Iterator[Section]:
    if not rows:
        yield Section(_("Conclusions"), (Paragraph(_("No conclusion was written down.")),))
        return
    columns = (
        Column(_("Number"), Kind.WHOLE, width=2),
        Column(_("What has to be done"), width=6),
        Column(_("Body"), width=4),
        Column(_("Last day"), Kind.DATE, width=2),
    )
    ordered = sorted(rows, key=lambda row: row.position)
    lines = tuple(Row((row.position, row.text, row.owner, row.due_on)) for row in ordered)
    yield Section(_("Conclusions"), (Table(_("Conclusions of the session"), columns, lines, is_wide=False),))
