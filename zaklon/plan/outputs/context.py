"""The frame of the report in computed sentences: nothing in it is claimed that the data do not say."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.plan.kinds import FundingState
from zaklon.plan.outputs.figures import Line
from zaklon.plan.outputs.wording import Writer
from zaklon.plan.queries.outputs_rows import ImplementationRows, PlanRow
from zaklon.reporting.description import Paragraph, Section


def context_section(rows: ImplementationRows, lines: Sequence[Line], writer: Writer) -> Section:
    """Strategy, plan, those who take part, money, and how the report came about."""
    texts = (
        strategy_words(rows.plan),
        plan_words(rows.plan, writer),
        _taking_part(rows.plan),
        money_frame_words(rows.plan),
        _reporting(rows, lines, writer),
    )
    return Section(_("Context"), tuple(Paragraph(text) for text in texts))


def strategy_words(plan: PlanRow) -> str:
    """The strategy in a sentence."""
    strategy = plan.strategy
    indicators = sum(len(objective.indicators) for objective in plan.objectives)
    return _(
        "%(title)s runs from %(first_year)s to %(last_year)s. Operational objectives: %(objectives)s. Performance "
        "indicators: %(indicators)s."
    ) % {
        "title": strategy.title,
        "first_year": strategy.first_year,
        "last_year": strategy.last_year,
        "objectives": len(plan.objectives),
        "indicators": indicators,
    }


def plan_words(plan: PlanRow, writer: Writer) -> str:
    """The plan in a few sentences."""
    facts = {
        "year": plan.year,
        "measures": sum(len(objective.measures) for objective in plan.objectives),
        "activities": len(plan.activities),
        "body": plan.adopted_by,
    }
    if plan.adopted_on is None:
        words = _(
            "The action plan for %(year)s has not been adopted. Key measures: %(measures)s. Activities: %(activities)s."
        )
        return words % facts
    facts["day"] = writer.day(plan.adopted_on)
    sentences = {
        True: _(
            "The action plan for %(year)s was adopted on %(day)s. Adopted by: %(body)s. Key measures: %(measures)s. "
            "Activities: %(activities)s."
        ),
        False: _(
            "The action plan for %(year)s was adopted on %(day)s. Key measures: %(measures)s. Activities: "
            "%(activities)s."
        ),
    }
    return sentences[bool(plan.adopted_by)] % facts


def _taking_part(plan: PlanRow) -> str:
    leads = {activity.lead for activity in plan.activities}
    all_bodies = leads | {partner for activity in plan.activities for partner in activity.partners}
    return _("Bodies that take part: %(bodies)s, of which %(leads)s lead at least one activity.") % {
        "bodies": len(all_bodies),
        "leads": len(leads),
    }


def money_frame_words(plan: PlanRow) -> str:
    """How many activities need money."""
    states = [activity.funding for activity in plan.activities]
    words = _("Activities with money of their own: %(funded)s. Activities that need none: %(none)s.") % {
        "funded": states.count(FundingState.FUNDED),
        "none": states.count(FundingState.NONE_REQUIRED),
    }
    unclear = states.count(FundingState.UNCLEAR)
    if not unclear:
        return words
    more = ngettext(
        "For %(count)s activity the plan leaves the money unclear.",
        "For %(count)s activities the plan leaves the money unclear.",
        unclear,
    )
    return " ".join((words, more % {"count": unclear}))


def _reporting(rows: ImplementationRows, lines: Sequence[Line], writer: Writer) -> str:
    period = rows.period
    owed = sum(line.is_expected(period.end_date) for line in lines)
    counted = sum(line.is_expected(period.end_date) and line.report is not None for line in lines)
    words = _(
        "Running number of this period: %(number)s. The lead bodies were to report by %(due)s. Activities that had "
        "begun by %(day)s: %(owed)s; with a report that counts: %(counted)s."
    )
    return words % {
        "number": period.number,
        "due": writer.day(period.due_date),
        "day": writer.day(period.end_date),
        "owed": owed,
        "counted": counted,
    }
