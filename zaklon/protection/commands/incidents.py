"""Complaints and incidents about a provider (form F16): a grave one stops new placements at once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import ids_by_code
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.sheets import file_sheet
from zaklon.cases.models import Record
from zaklon.cases.values import NewSheet
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.protection.commands.replanning import replan
from zaklon.protection.models import CaseIncident, Incident, Provider
from zaklon.protection.queries.incidents import FORM
from zaklon.protection.queries.law import codes_of, must_supervise
from zaklon.protection.values import NewIncident
from zaklon.vocabulary.queries import vocabulary

_PATH = "/providers/incidents/"


@transaction.atomic
def file_incident(new: NewIncident, *, actor: Actor, now: datetime) -> UUID:
    """File a complaint or incident: from a case with its sealed words, or by the provider's own staff in codes only.

    Raises NotPermitted, RuleBroken, NotAllowedNow, Case.DoesNotExist, Provider.DoesNotExist.
    """
    actor.must(Permission.CASE_WORK)
    provider = Provider.objects.filter(code=new.provider_code).first()
    if provider is None:
        raise RuleBroken("provider_unknown", field="provider_code")
    _refuse_unfit(new, now)
    entered = enter(new.case_code, needs=Permission.CASE_WORK, actor=actor, now=now) if new.case_code else None
    if entered is None and not (Role.SHELTER_STAFF in actor.roles and actor.body_id == provider.body_id):
        raise NotPermitted("incident_needs_case")
    with acting_as(SYSTEM):
        Provider.objects.select_for_update().get(pk=provider.pk)
        incident = Incident.objects.create(
            provider=provider,
            severity=new.severity,
            kinds=list(new.kinds),
            reported_on=new.reported_on,
            filed_at=now,
            user_id=actor.user_id,
            body_id=actor.body_id,
            stops=new.should_stop or new.severity in codes_of("stopping_severity", vocabulary()),
        )
    if entered is not None:
        _seal(entered, incident, new)
    record("incident.filed", provider.code, by=actor, at=now, fields=[new.severity])
    if incident.stops:
        replan(provider, None, actor=actor, now=now)
    _tell_supervisors(now)
    return incident.pk


def _refuse_unfit(new: NewIncident, now: datetime) -> None:
    words = vocabulary()
    if new.severity not in codes_of("severity", words):
        raise RuleBroken("incident_severity_missing", field="severity")
    if not new.kinds or not set(new.kinds) <= codes_of("complaint_kind", words):
        raise RuleBroken("incident_kind_missing", field="kind")
    if new.reported_on > timezone.localdate(now):
        raise RuleBroken("incident_in_future", field="reported_on")


@transaction.atomic
def file_for_person(new: NewIncident, *, actor: Actor, now: datetime) -> None:
    """File the form F16 for a person of a case; what is about no provider is sealed in the file and nothing more.

    Raises as file_incident.
    """
    if new.provider_code:
        file_incident(new, actor=actor, now=now)
        return
    _seal(enter(new.case_code, needs=Permission.CASE_WORK, actor=actor, now=now), None, new)


def _seal(entered: Entered, incident: Incident | None, new: NewIncident) -> None:
    """Seal the form in its own part, which those who run places to stay do not read; whoever works on the case may."""
    if new.person_id is None:
        raise RuleBroken("person_not_of_case", field="person")
    sheet = NewSheet(new.person_id, FORM, new.words)
    record_id = file_sheet(entered, sheet)
    if incident is None:
        return
    with acting_as(SYSTEM):
        part = Record.objects.values_list("part", flat=True).get(pk=record_id)
        CaseIncident.objects.create(
            incident=incident, case=entered.case, person_id=new.person_id, record_id=record_id, part=part
        )


def _tell_supervisors(now: datetime) -> None:
    """Word to those who license; it says nothing of whom or where."""
    enqueue_for_role(Kind.TASK_WAITING, Role.COORDINATOR, None, path=_PATH, now=now)
    for body_id in ids_by_code(set(codes_of("licensing_body", vocabulary()))).values():
        enqueue_for_role(Kind.TASK_WAITING, Role.HEAD, body_id, path=_PATH, now=now)


@transaction.atomic
def settle_incident(incident_id: UUID, outcome: str, *, actor: Actor, now: datetime) -> None:
    """Say what came of a complaint; placements are possible again unless something else stops them.

    Raises NotPermitted, NotAllowedNow, RuleBroken, Incident.DoesNotExist.
    """
    must_supervise(actor)
    if outcome == "waiting" or outcome not in codes_of("complaint_outcome", vocabulary()):
        raise RuleBroken("incident_outcome_missing", field="outcome")
    with acting_as(SYSTEM):
        incident = Incident.objects.select_for_update().select_related("provider").get(pk=incident_id)
        if incident.settled_at is not None:
            raise NotAllowedNow("incident_settled_already")
        incident.outcome, incident.settled_at, incident.settled_by_id = outcome, now, actor.user_id
        incident.save(update_fields=["outcome", "settled_at", "settled_by"])
    record("incident.settled", incident.provider.code, by=actor, at=now, fields=[outcome])
