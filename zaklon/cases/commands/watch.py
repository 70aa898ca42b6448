"""Watching over those who read: warned, stopped, and put on the data-protection officer's list."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as, looking_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.audit.queries import done_since
from zaklon.cases.kinds import AlertKind, Verdict
from zaklon.cases.models import Alert, Assignment, Case
from zaklon.cases.rules.codes import read_code
from zaklon.cases.rules.insider import Day, Finding, Limits, findings
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.vocabulary.queries import vocabulary

OPENED, SEARCHED = "case.read", "case.searched"


def watch(*, actor: Actor, now: datetime) -> tuple[Finding, ...]:
    """What is unusual about the actor's day, before something is disclosed; new findings go to the officer.

    Whoever is to be stopped is refused by `refuse_stopped`, outside of any transaction that would take the alert along.
    """
    user_id, _body_id = actor.post()
    begins = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    with looking_as(SYSTEM):
        cases, latest = done_since(user_id, OPENED, since=begins)
        searches, _last = done_since(user_id, SEARCHED, since=max(latest or begins, begins))
        found = findings(Day(cases, searches), limits())
    return tuple(replace(each, is_new=note(each, actor=actor, now=now)) for each in found)


def refuse_stopped(found: tuple[Finding, ...]) -> None:
    """Raise NotAllowedNow for a finding that stops the person."""
    if any(finding.verdict is Verdict.STOPPED for finding in found):
        raise NotAllowedNow("stopped_for_today")


def limits() -> Limits:
    """The limits of the country pack."""
    threshold = vocabulary().threshold
    return Limits(
        warn_cases=int(threshold("insider_warn_cases_per_day")),
        stop_cases=int(threshold("insider_stop_cases_per_day")),
        warn_searches=int(threshold("insider_warn_searches_per_day")),
        stop_searches=int(threshold("insider_stop_searches_per_day")),
    )


def note(finding: Finding, *, actor: Actor, now: datetime, case: Case | None = None) -> bool:
    """Put a finding on the officer's list, once a day for each kind and case; gives whether it is new there."""
    user_id, body_id = actor.post()
    with acting_as(SYSTEM):
        _alert, is_new = Alert.objects.get_or_create(
            kind=finding.kind,
            verdict=finding.verdict,
            user_id=user_id,
            case=case,
            day=timezone.localdate(now),
            defaults={"body_id": body_id, "count": finding.count, "noted_at": now, "review_words": ""},
        )
    if is_new:
        record("alert.noted", user_id, by=actor, at=now, fields=[finding.kind, finding.verdict])
        enqueue_for_role(Kind.TASK_WAITING, Role.DATA_PROTECTION_OFFICER, None, path="/cases/review/alerts/", now=now)
    return is_new


def note_refused_look(code: str, *, actor: Actor, now: datetime) -> None:
    """Somebody asked for a case that they do not see: put it on the trail, and notice who keeps trying.

    The same work is done for a case that is absent, so that the answer takes no longer for one that is hidden.
    """
    if actor.user_id is None or actor.body_id is None or Case.objects.filter(code=code).exists():
        return
    with acting_as(SYSTEM):
        case = Case.objects.filter(code=read_code(code) or "").first()
        worked = Assignment.objects.filter(case=case, user_id=actor.user_id).exists()
    record("refused.case", case.code if case else "unknown", by=actor, at=now)
    if case is not None:
        kind = AlertKind.AFTER_HAND_OVER if worked else AlertKind.STRANGE_CASE
        note(Finding(kind, Verdict.NOTED, 1), actor=actor, now=now, case=case)


@transaction.atomic
def review_alert(alert_id: UUID, words: str, *, actor: Actor, now: datetime) -> None:
    """Say what was found out. Raises NotPermitted, NotAllowedNow, RuleBroken, Alert.DoesNotExist."""
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        alert = Alert.objects.select_for_update().get(pk=alert_id)
        if alert.user_id == actor.user_id:
            raise NotPermitted("own_alert")
        if alert.reviewed_at is not None:
            raise NotAllowedNow("alert_reviewed_already")
        if not words.strip():
            raise RuleBroken("review_words_missing", field="words")
        alert.reviewed_by_id, alert.reviewed_at, alert.review_words = actor.user_id, now, words.strip()
        alert.save(update_fields=["reviewed_by", "reviewed_at", "review_words"])
    record("alert.reviewed", alert.user_id, by=actor, at=now, fields=[alert.kind])
