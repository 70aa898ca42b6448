"""Issuing certificates and withdrawing them. Names and codes are printed once and kept nowhere."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.capacity.marks import new_mark
from zaklon.capacity.models import Batch, Certificate
from zaklon.capacity.queries.certificates import certificates_that_hold, last_day_of, training_said
from zaklon.capacity.rules.codes import new_code, read_code
from zaklon.capacity.rules.names import read_names
from zaklon.capacity.values import Issued, NewCertificates, Printed
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.registers.queries.entries import Said

_LONGEST_REASON = 500
_MOST_HOURS = 32_767


@transaction.atomic
def issue_for_training(new: NewCertificates, *, actor: Actor, now: datetime) -> Issued:
    """Certificates of a training for a list of names; the answer is the only place of the codes.

    Raises NotPermitted (another body's), NotAllowedNow (not held yet, withdrawn, sent twice), RuleBroken (a name is
    wrong, more certificates than participants counted).
    """
    actor.must(Permission.CERTIFICATE_ISSUE)
    read, entry_id, language = read_names(new.names), new.entry_id, new.language
    _take_turn(f"entry:{entry_id}")
    said = training_said(entry_id)
    if said is None or said.body_id != actor.body_id:
        raise NotPermitted("certificate_not_of_body")
    today = timezone.localdate(now)
    last_day = last_day_of(said)
    if said.is_withdrawn or said.answers.get("state") != "held" or last_day > today:
        raise NotAllowedNow("certificate_training_not_held")
    if Batch.objects.filter(pk=new.request_key).exists():
        raise NotAllowedNow("certificates_issued_already")
    _check_count(said, len(read))
    batch = Batch(
        id=new.request_key,
        body_id=said.body_id,
        entry_id=said.entry_id,
        language=language,
        title=str(said.answers.get("title", "")),
        organiser=name_of(said.body_id, language),
        first_day=said.day,
        last_day=last_day,
        hours=min(int(str(said.answers.get("hours") or 0)), _MOST_HOURS),
        issued_on=today,
        issued_at=now,
        issued_by_id=actor.user_id,
    )
    issued = print_batch(batch, read)
    record("certificates.issued", batch.pk, by=actor, at=now)
    return issued


def _check_count(said: Said, wanted: int) -> None:
    held = certificates_that_hold(said.entry_id)
    if held + wanted > said.total:
        facts = {"counted": said.total, "issued": held, "wanted": wanted}
        raise RuleBroken("certificates_beyond_participants", field="names", facts=facts)


def print_batch(batch: Batch, names: Iterable[str]) -> Issued:
    """Number the batch, keep the marks of its certificates, and give what is printed."""
    _take_turn(f"body:{batch.body_id}")
    with acting_as(SYSTEM):
        highest = Batch.objects.filter(body_id=batch.body_id).aggregate(highest=Max("number"))["highest"]
        batch.number = int(highest or 0) + 1
        batch.save(force_insert=True)
        printed = tuple(Printed(number, name, new_code()) for number, name in enumerate(names, start=1))
        Certificate.objects.bulk_create(
            Certificate(
                batch=batch, body_id=batch.body_id, number=each.number, mark=new_mark(_bare(each.code), each.name)
            )
            for each in printed
        )
    return Issued(
        batch.number,
        batch.version_id is not None,
        batch.language,
        batch.title,
        batch.organiser,
        batch.first_day,
        batch.last_day,
        batch.hours,
        batch.issued_on,
        printed,
    )


def _bare(code: str) -> str:
    bare = read_code(code)
    if bare is None:
        raise ValueError("a new code must be readable")
    return bare


@transaction.atomic
def withdraw_certificates(batch_id: UUID, numbers: Iterable[int], reason: str, *, actor: Actor, now: datetime) -> int:
    """Withdraw certificates of a batch by their numbers; gives how many. From then on the check says withdrawn.

    Raises NotPermitted (another body's), RuleBroken (no reason, none chosen, or all of them withdrawn before).
    """
    actor.must(Permission.CERTIFICATE_ISSUE)
    why = reason.strip()
    if not why or len(why) > _LONGEST_REASON:
        raise RuleBroken("certificate_reason_missing", field="reason", facts={"longest": _LONGEST_REASON})
    _user_id, body_id = actor.post()
    batch = Batch.objects.filter(pk=batch_id, body_id=body_id).first()
    if batch is None:
        raise NotPermitted("certificate_not_of_body")
    with acting_as(SYSTEM):
        found = Certificate.objects.filter(batch=batch, number__in=list(numbers), withdrawn_at__isnull=True)
        count = found.update(withdrawn_at=now, withdrawn_by_id=actor.user_id, reason=why)
    if not count:
        raise RuleBroken("certificate_none_chosen", field="numbers")
    record("certificates.withdrawn", batch.pk, by=actor, at=now)
    return count


def _take_turn(name: str) -> None:
    """Wait until nobody else counts the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"capacity:{name}"])
