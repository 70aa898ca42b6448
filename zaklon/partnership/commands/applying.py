"""Applications from outside: nobody signs in, so the call's clock, the receipt and the form's own key decide."""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from zaklon.access import workflow
from zaklon.access.actor import PUBLIC, SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.common.sealing import Keyring, Place, seal
from zaklon.documents import commands as documents
from zaklon.documents.values import Audience, Subject, Upload
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.partnership.commands.calls import in_currency, locked
from zaklon.partnership.commands.shared import must_say
from zaklon.partnership.kinds import ApplicationStatus
from zaklon.partnership.models import GrantApplication, GrantCall
from zaklon.partnership.queries.contacts import TABLE
from zaklon.partnership.rules.calls import Clock, fits, why_closed
from zaklon.partnership.rules.receipts import digest_of
from zaklon.partnership.states import APPLICATION_STEPS
from zaklon.partnership.values import Contact, NewApplication, Receipt
from zaklon.vocabulary.queries import vocabulary

FILE_OF_APPLICATION = "partnership.application"
MOST_FILES = 5
_OFFICE = Audience(reaches=frozenset({"office", "audit"}))
_CODE_LENGTH = 16


@transaction.atomic
def apply(call_id: uuid.UUID, new: NewApplication, files: Sequence[Upload], *, now: datetime) -> Receipt:
    """Keep an application; gives its receipt. The same form sent twice is one application, with the same receipt.

    Raises NotAllowedNow outside the call's clock, RuleBroken, GrantCall.DoesNotExist.
    """
    code = _code_of(new.request_key)
    call = locked(call_id)
    with acting_as(SYSTEM):
        known = GrantApplication.objects.filter(request_key=new.request_key).first()
        if known is not None:
            return Receipt(number_of(call, known.number), code)
        if refused := why_closed(Clock(call.status, call.opens_at, call.closes_at), now):
            raise NotAllowedNow(refused)
        application = _kept(call, new, code, now)
        _attach(application, call, files, now)
        enqueue_for_role(Kind.TASK_WAITING, Role.COORDINATOR, call.owner_id, path=f"/grants/{call.pk}/", now=now)
    record("grant.applied", application.pk, by=PUBLIC, at=now)
    return Receipt(number_of(call, application.number), code)


def _kept(call: GrantCall, new: NewApplication, code: str, now: datetime) -> GrantApplication:
    asked, own = in_currency(new.asked, call, "asked"), in_currency(new.own, call, "own")
    if not fits(asked, call.least_minor, call.most_minor):
        raise RuleBroken("application_amount_unfit", field="asked")
    places = tuple(dict.fromkeys(new.municipalities))
    if not places or any(place not in vocabulary().municipalities for place in places):
        raise RuleBroken("application_places_unfit", field="municipalities")
    key = uuid.uuid4()
    sealed = seal(_as_text(new.contact), Place(TABLE, key), Keyring.read(settings.KEYS_DIR, "documents"))
    last = call.applications.aggregate(last=Max("number"))["last"] or 0
    return GrantApplication.objects.create(
        id=key,
        call=call,
        number=last + 1,
        receipt_digest=digest_of(code),
        request_key=new.request_key,
        applicant=must_say(new.applicant, "application_without_applicant", "applicant"),
        registered_as=new.registered_as.strip(),
        project=must_say(new.project, "application_without_project", "project"),
        summary=must_say(new.summary, "application_without_summary", "summary"),
        municipalities=list(places),
        asked_minor=asked,
        own_minor=own,
        contact=sealed.content,
        wrapped_key=sealed.wrapped_key,
        key_id=sealed.key_id,
        received_at=now,
        reason="",
    )


@transaction.atomic
def complete(code: str, files: Sequence[Upload], *, now: datetime) -> None:
    """Bring what is missing, as the applicant, with the receipt; the check begins again.

    Raises NotAllowedNow when nothing is missing or the time is over, RuleBroken, GrantApplication.DoesNotExist.
    """
    with acting_as(SYSTEM):
        found = GrantApplication.objects.select_for_update(of=("self",)).select_related("call")
        application = found.get(receipt_digest=digest_of(code))
        if application.status != ApplicationStatus.INCOMPLETE:
            raise NotAllowedNow("application_nothing_missing")
        if application.complete_by is not None and timezone.localdate(now) > application.complete_by:
            raise NotAllowedNow("application_completing_over")
        if not files:
            raise RuleBroken("application_no_files", field="papers")
        _attach(application, application.call, files, now)
        workflow.take_step(APPLICATION_STEPS, application, SYSTEM, "complete")
        application.save(update_fields=["status"])
        path = f"/grants/applications/{application.pk}/"
        enqueue_for_role(Kind.TASK_WAITING, Role.COORDINATOR, application.call.owner_id, path=path, now=now)
    record("grant.complete", application.pk, by=PUBLIC, at=now, fields=["status"])


def _attach(application: GrantApplication, call: GrantCall, files: Sequence[Upload], now: datetime) -> None:
    if len(files) > MOST_FILES:
        raise RuleBroken("application_many_files", field="papers", facts={"most": MOST_FILES})
    for upload in files:
        documents.attach(
            upload,
            Subject(FILE_OF_APPLICATION, application.pk),
            audience=_OFFICE,
            needs=Permission.GRANT_MANAGE,
            actor=_keeper(call),
            now=now,
        )


def _keeper(call: GrantCall) -> Actor:
    """The body that published the call keeps the files; nobody signed in has sent them."""
    return replace(SYSTEM, body_id=call.owner_id)


def number_of(call: GrantCall, number: int) -> str:
    """The number of an application, as people write it: 2026/7."""
    return f"{call.year}/{number}"


def _code_of(request_key: uuid.UUID) -> str:
    """The receipt's code, made from the form's key: the same form gives the same code, and the table cannot tell it."""
    made = hmac.new(settings.SECRET_KEY.encode(), b"receipt|" + request_key.bytes, hashlib.sha256).digest()
    text = base64.b32encode(made).decode()[:_CODE_LENGTH]
    return "-".join(text[at : at + 4] for at in range(0, _CODE_LENGTH, 4))


def _as_text(contact: Contact) -> bytes:
    said = {"person": contact.person.strip(), "email": contact.email.strip(), "telephone": contact.telephone.strip()}
    return json.dumps(said, ensure_ascii=False).encode()
