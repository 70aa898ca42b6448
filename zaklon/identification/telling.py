"""What identification knows when a form begins: what the lists point to, and what a session of the Team holds."""

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.permissions import Permission
from zaklon.access.queries.people import names_of
from zaklon.access.rls import acting_as
from zaklon.cases.beginnings import Asking, Known
from zaklon.cases.commands.gate import enter
from zaklon.cases.kinds import Level, Part
from zaklon.cases.panels import Panel
from zaklon.cases.rules.decide import decide
from zaklon.forms.definition import Answer
from zaklon.identification.commands.screening import Screening, read_screening
from zaklon.identification.explaining import explain
from zaklon.identification.kinds import Function
from zaklon.identification.models import AgendaItem, Attendance, Declaration, TeamMember
from zaklon.identification.queries.rolls import roll_of, votes_of, waiting_item
from zaklon.identification.rules.answers import Answer as Mark
from zaklon.identification.rules.beginning import strengths
from zaklon.identification.rules.quorum import ABSTAIN, Roll, tally
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current

# Lists of the pack by which a form is known: the human decision on a screening, and the profiles of the Team.
_SCREENING_DECISION, _PROFILES = "screening_result", "team_profile"
OBSERVED = "observations"


def lists_say(asking: Asking) -> Known | None:
    """For a form in which a human decides on the screening: what was marked in the lists, and the advice beside it."""
    decides = any(question.list_code == _SCREENING_DECISION for question in asking.definition)
    if not decides or not _reads_screening(asking):
        return None
    found = read_screening(asking.code, asking.person.person_id, actor=asking.actor, now=asking.now)
    if not found.answered:
        return None
    row = explain(found.advice(), vocabulary().wording(current().code))
    answers: dict[str, Answer] = {**strengths(each.sheet for each in found.answered), OBSERVED: _observed(found)}
    return Known(answers, Panel("identification/_advice.html", {"row": row}))


def _observed(found: Screening) -> str:
    """The lines that were marked as seen, one in each line, in the language of the page; each said once."""
    wording = vocabulary().wording(current().code)
    lines = [
        wording.label(OwnList.INDICATOR, each.sheet.instrument.key_of(indicator))
        for each in found.answered
        for indicator in each.sheet.instrument.indicators
        if each.sheet.answer(indicator.code) is Mark.PRESENT
    ]
    return "\n".join(dict.fromkeys(lines))


def session_says(asking: Asking) -> Known | None:
    """For the Team's record of a person on whom a session decides: who is there, and the votes once all have voted.

    Only to the Team, whose members know each other.
    """
    is_record = any(question.list_code == _PROFILES for question in asking.definition)
    if not is_record or not asking.actor.may(Permission.TEAM_MEET):
        return None
    item = waiting_item(asking.person.person_id)
    if item is None or not _reads_screening(asking):
        return None
    with acting_as(SYSTEM):
        present = list(
            TeamMember.objects.filter(pk__in=Attendance.objects.filter(session=item.session).values("member"))
            .exclude(function=Function.SECRETARY)
            .order_by("is_deputy", "pk")
        )
        aside = Declaration.objects.filter(item=item, is_free=False).count()
        names = names_of({member.user_id for member in present})
    roll = roll_of(item, today=timezone.localdate(asking.now))
    there = [member for member in present if member.pk in roll.voters]
    answers: dict[str, Answer] = {
        "meeting": item.session.kind,
        "members": sorted(names.get(member.user_id, "") for member in there),
        "profiles": list(dict.fromkeys(member.profile for member in there)),
        "conflict_checked": "no" if aside else "yes",
        "stepped_aside": str(aside) if aside else "",
    }
    return Known(answers | _votes(asking, item, roll))


def _votes(asking: Asking, item: AgendaItem, roll: Roll) -> dict[str, Answer]:
    """How the votes stand for the step that is recorded; nothing before everybody has voted who may."""
    votes = votes_of(item)
    if not asking.deed or not roll.voters <= votes.keys():
        return {}
    counted = tally(votes, roll)
    against = sum(counted.values()) - counted[asking.deed] - counted[ABSTAIN]
    return {"votes_for": str(counted[asking.deed]), "votes_against": str(against)}


def _reads_screening(asking: Asking) -> bool:
    entered = enter(asking.code, needs=Permission.CASE_WORK, actor=asking.actor, now=asking.now)
    return decide(entered.tie, Level.READ, Part.SCREENING).allow
