"""From a file to a plan: keeping the file, answering its questions, confirming it. Nothing is half done."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from zaklon.access.actor import Actor
from zaklon.access.models import Post
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.access.workflow import take_step
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.documents.commands import attach
from zaklon.documents.values import Audience, Subject, Upload
from zaklon.plan.commands.amending import amend_plan
from zaklon.plan.commands.drafting import replace_contents
from zaklon.plan.commands.plans import draft_plan
from zaklon.plan.commands.strategies import draft_strategy
from zaklon.plan.importing import fingerprint, read_plan
from zaklon.plan.models import ImportAnswer, PlanImport, Reference, Strategy, YearlyPlan
from zaklon.plan.queries.imported import (
    REFUSED,
    Foreseen,
    Opened,
    Outcome,
    body_names,
    foreseen,
    keep_reading,
    opened,
)
from zaklon.plan.settling.becoming import references_of
from zaklon.plan.settling.checking import Checker
from zaklon.plan.settling.corrections import UnfitText
from zaklon.plan.settling.questions import AS_READ, Reply
from zaklon.plan.states import IMPORT_STEPS, ImportStatus, PaperStatus
from zaklon.vocabulary.queries import vocabulary

SUBJECT = "plan.import"
_LONGEST_NAME = 200
_REFUSALS = {
    Outcome.SUBMITTED: "plan_is_submitted",
    Outcome.CLOSED: "plan_is_closed",
    Outcome.AMENDMENT_OPEN: "amendment_already_open",
    Outcome.OTHER_LANGUAGE: "import_other_language",
}


@dataclass(frozen=True)
class NewImport:
    """A plan file as it comes; strategy and year only where the sender gives them."""

    file_name: str
    content: bytes
    strategy_code: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Said:
    """One answer: to a question, or a new value of a field. An empty text takes a former answer back."""

    row: str
    field: str
    text: str


@dataclass(frozen=True)
class Confirmed:
    """What a confirmed import became: a plan, the draft of an amendment, or nothing new."""

    outcome: Outcome
    plan_id: UUID


@transaction.atomic
def read_file(new: NewImport, *, actor: Actor, now: datetime) -> UUID:
    """Read a plan file and keep it for confirmation; returns the import's id.

    A file that says what a waiting one says is that one. Raises UnreadableFile, NotPermitted, NotAllowedNow
    (file_already_imported), RuleBroken (strategy_not_known, and what attachments refuse).
    """
    actor.must(Permission.PLAN_EDIT)
    strategy = _strategy(new.strategy_code)
    names = body_names()
    read = read_plan(new.content, new.file_name, bodies=names, year=new.year)
    mark = fingerprint(read)
    if waiting := PlanImport.objects.filter(fingerprint=mark, status=ImportStatus.READ).order_by("pk").first():
        return waiting.pk
    _refuse_known(mark)
    import_id = uuid.uuid4()
    plan_import = PlanImport.objects.create(
        id=import_id,
        strategy=strategy,
        file_name=new.file_name[-_LONGEST_NAME:],
        attachment_id=_keep_file(new, import_id, actor, now),
        fingerprint=mark,
        year=read.year.year,
        language=read.language,
        read_at=now,
        read_by_id=actor.user_id,
    )
    keep_reading(plan_import, new.year, names, read)
    if new.year is not None:
        _write(plan_import, [Said("", "year", str(new.year))], actor, now)
    record("import.read", import_id, by=actor, at=now)
    return import_id


def _strategy(code: str | None) -> Strategy | None:
    if not code:
        return None
    found = Strategy.objects.filter(code=code).exclude(status=PaperStatus.DISCARDED).first()
    if found is None:
        raise RuleBroken("strategy_not_known", field="strategy", facts={"code": code})
    return found


def _refuse_known(mark: str) -> None:
    """Say so when the newest file of a plan says the same as this one: there is nothing to do."""
    confirmed = PlanImport.objects.filter(status=ImportStatus.CONFIRMED, plan__isnull=False)
    for known in confirmed.filter(fingerprint=mark).select_related("plan").order_by("-settled_at", "pk"):
        plan = known.plan
        if plan is None or plan.status == PaperStatus.DISCARDED:
            continue
        later = confirmed.filter(
            plan__strategy_id=plan.strategy_id, plan__year=plan.year, settled_at__gt=known.settled_at
        ).exclude(plan__status=PaperStatus.DISCARDED)
        if not later.exists():
            facts = {"year": plan.year, "on": known.settled_at, "import_id": known.pk}
            raise NotAllowedNow("file_already_imported", field="file", facts=facts)


def _keep_file(new: NewImport, import_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Seal the file among the attachments; a file that comes by command line belongs to the coordinator's office."""
    keeper = actor if actor.body_id is not None else replace(actor, body_id=_office(timezone.localdate(now)))
    return attach(
        Upload(new.file_name, new.content),
        Subject(SUBJECT, import_id),
        audience=Audience(reaches=frozenset({"office"})),
        needs=Permission.PLAN_EDIT,
        actor=keeper,
        now=now,
    )


def _office(today: date) -> UUID:
    posts = Post.objects.held_on(today).filter(role=Role.COORDINATOR).order_by("start_date", "pk")
    body_id = posts.values_list("body_id", flat=True).first()
    if body_id is None:
        raise RuleBroken("import_needs_office")
    return body_id


def answer(import_id: UUID, said: Said, *, actor: Actor, now: datetime) -> None:
    """Answer one question, or correct one field. Raises as `answer_all`."""
    answer_all(import_id, [said], actor=actor, now=now)


@transaction.atomic
def answer_all(import_id: UUID, answers: Sequence[Said], *, actor: Actor, now: datetime) -> None:
    """Keep several answers, or none of them.

    Raises PlanImport.DoesNotExist, NotPermitted, NotAllowedNow once the import is settled, RuleBroken answer_unfit with
    the field that does not fit.
    """
    plan_import = _waiting(import_id, actor)
    found = opened(plan_import, actor=actor, now=now)
    checker = Checker(found.settled, found.frame, frozenset(code for code, _ in vocabulary().terms))
    for said in answers:
        try:
            if said.text:
                checker.check(said.row, said.field, said.text)
        except UnfitText as error:
            facts = {"row": said.row, "text": said.text[:60]}
            raise RuleBroken("answer_unfit", field=said.field, facts=facts) from error
    _write(plan_import, answers, actor, now)


@transaction.atomic
def accept_all(import_id: UUID, code: str, *, actor: Actor, now: datetime) -> int:
    """Say "right as read" to every open question of a code that asks for no more; returns how many there were."""
    plan_import = _waiting(import_id, actor)
    found = opened(plan_import, actor=actor, now=now)
    said = [
        Said(each.row, each.field, AS_READ)
        for each in found.settled.open_questions
        if each.code == code and each.kind.reply is Reply.AS_READ
    ]
    _write(plan_import, said, actor, now)
    return len(said)


def _waiting(import_id: UUID, actor: Actor) -> PlanImport:
    actor.must(Permission.PLAN_EDIT)
    plan_import = PlanImport.objects.select_for_update().get(pk=import_id)
    if plan_import.status != ImportStatus.READ:
        raise NotAllowedNow("import_is_settled")
    return plan_import


def _write(plan_import: PlanImport, answers: Iterable[Said], actor: Actor, now: datetime) -> None:
    said = {(each.row, each.field): each.text for each in answers}
    if not said:
        return
    for row in {row for row, _ in said}:
        fields = [field for known, field in said if known == row]
        ImportAnswer.objects.filter(plan_import=plan_import, row=row, field__in=fields).delete()
    ImportAnswer.objects.bulk_create(
        ImportAnswer(
            plan_import=plan_import, row=row, field=field, answer=text, answered_by_id=actor.user_id, answered_at=now
        )
        for (row, field), text in said.items()
        if text
    )
    record("import.answered", plan_import.pk, by=actor, at=now, fields=sorted({field for _, field in said}))


@transaction.atomic
def discard(import_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Put a file aside; what was read of it is kept nowhere. Raises NotPermitted, NotAllowedNow."""
    actor.must(Permission.PLAN_EDIT)  # before the row is looked for: a refusal says nothing of it
    plan_import = PlanImport.objects.select_for_update().get(pk=import_id)
    take_step(IMPORT_STEPS, plan_import, actor, "discard")
    plan_import.settled_at = now
    plan_import.save(update_fields=["status", "settled_at"])
    record("import.discarded", plan_import.pk, by=actor, at=now)


@transaction.atomic
def confirm(import_id: UUID, *, actor: Actor, now: datetime) -> Confirmed:
    """Make of the file what `foreseen` says: a plan, a redrafted plan, the draft of an amendment, or nothing new.

    Raises NotPermitted, NotAllowedNow (import settled; the plan's state does not allow it), RuleBroken while a question
    is open without whose answer nothing can be kept.
    """
    actor.must(Permission.PLAN_EDIT)  # before the row is looked for: a refusal says nothing of it
    plan_import = PlanImport.objects.select_for_update().get(pk=import_id)
    take_step(IMPORT_STEPS, plan_import, actor, "confirm")
    found = opened(plan_import, actor=actor, now=now)
    if blocking := found.settled.blocking:
        raise RuleBroken("import_questions_open", field="questions", facts={"count": len(blocking)})
    with translation.override(found.settled.plan.paper.language):
        plan = foreseen(found, plan_import.fingerprint)
    if plan.outcome in REFUSED:
        raise NotAllowedNow(_REFUSALS[plan.outcome])
    strategy_id = _strategy_for(plan, found, actor, now)
    plan_id = _carry_out(plan, strategy_id, actor, now)
    plan_import.strategy_id, plan_import.plan_id = strategy_id, plan_id
    plan_import.year, plan_import.settled_at = plan.values.year, now
    plan_import.save(update_fields=["status", "strategy", "plan", "year", "settled_at"])
    record("import.confirmed", plan_import.pk, by=actor, at=now, fields=["plan", "strategy"])
    return Confirmed(plan.outcome, plan_id)


def _strategy_for(plan: Foreseen, found: Opened, actor: Actor, now: datetime) -> UUID:
    """The strategy of the plan, drafted when the file begins one; benchmarks that it did not name are added to it."""
    if plan.strategy is not None:
        return draft_strategy(plan.strategy, actor=actor, now=now)
    strategy = Strategy.objects.select_for_update().get(code=found.settled.plan.paper.strategy)
    known = set(Reference.objects.filter(strategy=strategy).values_list("kind", "code"))
    new = [(kind, code) for kind, code in references_of(found.settled.plan) if (kind.value, code) not in known]
    Reference.objects.bulk_create(
        Reference(strategy=strategy, kind=kind, code=code, text="", source="") for kind, code in new
    )
    if new:
        record("strategy.references_added", strategy.pk, by=actor, at=now, fields=["references"])
    return strategy.pk


def _carry_out(plan: Foreseen, strategy_id: UUID, actor: Actor, now: datetime) -> UUID:
    if plan.plan_id is None:
        return draft_plan(strategy_id, plan.values, actor=actor, now=now)
    if plan.outcome is Outcome.AMENDMENT:
        return amend_plan(plan.plan_id, actor=actor, now=now, values=plan.values)
    if plan.outcome is Outcome.REDRAFT:
        held = YearlyPlan.objects.select_for_update().get(pk=plan.plan_id)
        replace_contents(held, plan.values, actor=actor, now=now)
    return plan.plan_id
