"""Scenario 8: a complaint about a house; its licence is suspended, nobody is placed there, residents are re-planned."""

from django.utils import timezone

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.config.demo.scenarios.house import Houses, Place, office_of
from zaklon.config.demo.scenarios.stage import Answers, File, Stage
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.protection.commands.incidents import file_for_person
from zaklon.protection.commands.licences import suspend
from zaklon.protection.commands.placing import leave
from zaklon.protection.queries.incidents import FORM
from zaklon.protection.values import NewIncident

_LANGUAGE = "en"


def play(stage: Stage, houses: Houses, guest: File, other: File) -> None:
    """One resident has moved on since; for the other a task waits with whoever leads the case."""
    lead, office = stage.actor("NGO-SNK", Role.CASE_MANAGER), office_of(stage)
    at = stage.ago(4)
    with acting_as(lead):
        file_for_person(_complaint(guest, houses.women, stage), actor=lead, now=at)
    with acting_as(office):
        suspend(houses.women.licence_id, "complaint", actor=office, now=stage.ago(3.5))
    with acting_as(lead):
        leave(stage.stays[other.code], timezone.localdate(stage.ago(2)), "licence", actor=lead, now=stage.ago(2))


def _complaint(guest: File, place: Place, stage: Stage) -> NewIncident:
    day = timezone.localdate(stage.ago(4))
    said: Answers = {
        "about": "provider",
        "provider_code": place.code,
        "kind": ["violence"],
        "severity": "grave",
        "stop_referrals": "yes",
        "words": "Invented: somebody of the staff shouted and locked a door.",
    }
    words = filled(definition_of(FORM, _LANGUAGE, on=day), day, said)
    return NewIncident(
        place.code,
        "grave",
        ("violence",),
        day,
        should_stop=True,
        case_code=guest.code,
        person_id=guest.person,
        words=words,
    )
