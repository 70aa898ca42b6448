"""A call that becomes a signal: the pack's own form is sent as any signal is, and call and case know of each other."""

from datetime import datetime

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.kinds import AgeGroup, Sex
from zaklon.cases.models import Person
from zaklon.cases.values import PersonFacts
from zaklon.common.errors import NotAllowedNow, NotPermitted
from zaklon.helpline.commands.handing import check_ground
from zaklon.helpline.models import Call, CaseReferral
from zaklon.helpline.values import NewReferral
from zaklon.signal.commands.reporting import report_signal
from zaklon.signal.values import NewSignal


@transaction.atomic
def refer_call(number: int, new: NewReferral, *, actor: Actor, now: datetime) -> str:
    """Send the signal and give the code of its case; sent again, the same form gives the same code.

    Raises Call.DoesNotExist, NotPermitted, NotAllowedNow, RuleBroken with the question that is wrong.
    """
    actor.must(Permission.CALL_LOG)
    user_id, body_id = actor.post()
    if Role.HOTLINE_OPERATOR not in actor.roles:
        raise NotPermitted("signal_role_missing")
    call = Call.objects.select_for_update(of=("self",)).get(pk=number, body_id=body_id)
    check_ground(new.ground)
    with acting_as(SYSTEM):
        known = CaseReferral.objects.filter(call=call).first()
    if known is not None:
        if known.id == new.request_key:
            return known.code
        raise NotAllowedNow("call_referred_already")
    signal = NewSignal((_person(new),), Role.HOTLINE_OPERATOR, new.request_key, new.answers)
    code = report_signal(signal, actor=actor, now=now).code
    with acting_as(SYSTEM):
        person = Person.objects.filter(case__code=code).order_by("position")[:1].get()
        CaseReferral.objects.create(
            id=new.request_key,
            call=call,
            case_id=person.case_id,
            person=person,
            code=code,
            body_id=body_id,
            user_id=user_id,
            ground=new.ground,
            referred_at=now,
        )
    record("call.referred", call.pk, by=actor, at=now, fields=[new.ground])
    return code


def _person(new: NewReferral) -> PersonFacts:
    sex, age = str(new.answers.get("sex", "")), str(new.answers.get("age_group", ""))
    return PersonFacts(
        Sex(sex) if sex in Sex.values else Sex.UNKNOWN,
        AgeGroup(age) if age in AgeGroup.values else AgeGroup.IN_DOUBT,
    )
