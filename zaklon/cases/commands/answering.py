"""Answering the person: who opened the file, and a copy of what is held, part by part, with what must be withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.access.rls import acting_as
from zaklon.audit.commands import disclosed, record
from zaklon.cases.commands.gate import enter
from zaklon.cases.commands.records import opened_part
from zaklon.cases.commands.rights import decide_right
from zaklon.cases.kinds import Level, Part, RightKind, RightOutcome
from zaklon.cases.models import Case, CopyDecision, Person, Record, RightsRequest
from zaklon.cases.outputs.copy_for_person import Copy, Withheld
from zaklon.cases.outputs.opened_by import OpenedBy
from zaklon.cases.queries.copies import person_row, seen_request
from zaklon.cases.queries.file_openings import file_openings
from zaklon.cases.queries.filing import FilingSystem, filing_systems
from zaklon.cases.queries.naming import names_for
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.vocabulary.queries import vocabulary

GROUNDS = "withholding_ground"


@dataclass(frozen=True)
class Decided:
    """What a worker decided on a part: the ground for each entry that is withheld; all others are given."""

    part: Part
    withheld: Mapping[UUID, str]


@transaction.atomic
def list_openings(code: str, *, actor: Actor, now: datetime, language: str) -> OpenedBy:
    """Who opened the file, to be handed to the person: by the officer, or by whoever writes the shell of the case.

    Raises NotPermitted, Case.DoesNotExist.
    """
    _user_id, body_id = actor.post()
    case = _case_to_answer_for(code, actor, now)
    record("case.openings_listed", code, by=actor, at=now)
    with acting_as(SYSTEM):
        persons = Person.objects.filter(case=case, erased_at__isnull=True).values_list("pk", flat=True)
        lines = file_openings(case, language=language)
        return OpenedBy(code, case.opened_at, name_of(body_id, language), lines, tuple(persons))


@transaction.atomic
def list_filing_systems(*, actor: Actor, now: datetime, language: str) -> tuple[FilingSystem, ...]:
    """The record of filing systems, for the authority. Raises NotPermitted."""
    found = filing_systems(actor=actor, today=timezone.localdate(now), language=language)
    record("case.filing_record_read", timezone.localdate(now), by=actor, at=now)
    return found


def _case_to_answer_for(code: str, actor: Actor, now: datetime) -> Case:
    if actor.may(Permission.PRIVACY_REVIEW):
        with acting_as(SYSTEM):
            return Case.objects.get(code=code)
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    return entered.case


@transaction.atomic
def decide_copy(request_id: UUID, decided: Decided, *, actor: Actor, now: datetime) -> None:
    """Say of each entry of a part whether it goes into the person's copy, and on what ground of the law it does not.

    By whoever may read the part; may be changed until the officer has answered. Raises NotPermitted, NotAllowedNow,
    RuleBroken, RightsRequest.DoesNotExist.
    """
    actor.must(Permission.CASE_WORK)
    user_id, _body_id = actor.post()
    asked = seen_request(request_id)
    entered = enter(asked.case.code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.READ, decided.part)
    if asked.decided_at is not None:
        raise NotAllowedNow("right_decided_already")
    entries = set(
        Record.objects.filter(case=entered.case, person_id=asked.person_id, part=decided.part).values_list(
            "pk", flat=True
        )
    )
    _refuse_unfit(decided, entries)
    with acting_as(SYSTEM):
        for record_id in sorted(entries):
            CopyDecision.objects.update_or_create(
                request=asked,
                record_id=record_id,
                defaults={
                    "case": entered.case,
                    "part": decided.part,
                    "ground": decided.withheld.get(record_id, ""),
                    "decided_by_id": user_id,
                    "decided_at": now,
                },
            )
    record("case.copy_decided", entered.case.code, by=actor, at=now, fields=[decided.part.name.lower()])


def _refuse_unfit(decided: Decided, entries: set[UUID]) -> None:
    if not set(decided.withheld) <= entries:
        raise RuleBroken("copy_entry_unknown", field="entries")
    known = {code for list_code, code in vocabulary().terms if list_code == GROUNDS}
    if any(ground and ground not in known for ground in decided.withheld.values()):
        raise RuleBroken("copy_ground_unknown", field="entries")


@transaction.atomic
def approve_copy(request_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The officer agrees to what the workers decided; the outcome follows from it.

    Raises NotPermitted, NotAllowedNow while an entry is undecided, RightsRequest.DoesNotExist.
    """
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        asked = RightsRequest.objects.get(pk=request_id, kind=RightKind.COPY)
        grounds = set(CopyDecision.objects.filter(request=asked).exclude(ground="").values_list("ground", flat=True))
    outcome = RightOutcome.IN_PART if grounds else RightOutcome.GRANTED
    decide_right(request_id, outcome, ", ".join(sorted(grounds)), actor=actor, now=now)


@transaction.atomic
def make_copy(request_id: UUID, *, actor: Actor, now: datetime, language: str) -> Copy:
    """What is held on the person, as approved, to be handed over: by the officer, or by whoever may read all of it.

    Raises NotPermitted, NotAllowedNow before it is approved, RightsRequest.DoesNotExist.
    """
    _user_id, body_id = actor.post()
    asked = seen_request(request_id)
    if asked.decided_at is None or asked.outcome == RightOutcome.REFUSED:
        raise NotAllowedNow("copy_not_approved")
    with acting_as(SYSTEM):
        decisions = list(CopyDecision.objects.filter(request=asked).order_by("part", "pk"))
    given = [each.record_id for each in decisions if not each.ground]
    parts = sorted({Part(each.part) for each in decisions if not each.ground})
    if not actor.may(Permission.PRIVACY_REVIEW):
        entered = enter(asked.case.code, needs=Permission.CASE_WORK, actor=actor, now=now)
        for part in (Part.SHELL, *parts):
            entered.must(Level.READ, part)
    code = asked.case.code
    with (
        disclosed("case.copied", code, by=actor, at=now, fields=[part.name.lower() for part in (Part.SHELL, *parts)]),
        acting_as(SYSTEM),
    ):
        found = Record.objects.filter(pk__in=given).order_by("part", "written_at", "pk")
        opened = opened_part(found, with_restricted=True)
        person, consents = person_row(asked.person_id, language)
        return Copy(
            code=code,
            made_by=name_of(body_id, language),
            asked_at=asked.asked_at,
            person=person,
            consents=consents,
            records=opened.records,
            bodies=names_for((), language).bodies,
            withheld=_withheld(decisions, language),
        )


def _withheld(decisions: list[CopyDecision], language: str) -> tuple[Withheld, ...]:
    wording = vocabulary().wording(language)
    counted: dict[tuple[Part, str], int] = {}
    for each in decisions:
        if each.ground:
            key = Part(each.part), each.ground
            counted[key] = counted.get(key, 0) + 1
    return tuple(
        Withheld(part, count, wording.label(GROUNDS, ground)) for (part, ground), count in sorted(counted.items())
    )
