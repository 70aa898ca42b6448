"""Taking content of case files out: sealed, marked, for a purpose, for a while, each step on the trail."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.access.queries.people import names_of
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import disclosed, record
from zaklon.audit.queries import done_to
from zaklon.cases.commands.gate import enter
from zaklon.cases.commands.records import opened_part
from zaklon.cases.commands.watch import note, refuse_stopped, watch
from zaklon.cases.kinds import Level, Part
from zaklon.cases.models import Case, Export, Record, Reveal
from zaklon.cases.outputs.case_export import ExportedCase, Maker, export_report
from zaklon.cases.queries.page import case_page
from zaklon.cases.queries.page_rows import CasePage
from zaklon.cases.rules import exports as rule
from zaklon.cases.rules.exports import ExportLimits, MadeExport, NewExport
from zaklon.cases.rules.keys import number_of
from zaklon.cases.rules.reveal import DELIBERATE
from zaklon.cases.values import OpenedPart
from zaklon.cases.vault.sealed_copies import drop_copies
from zaklon.common.agefile.sealing import sealed_for_key, sealed_with_password
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.reporting.excel import excel
from zaklon.reporting.pdf import pdf
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.rules import later

_RENDER = {"pdf": pdf, "xlsx": excel}
_KEYS_OF_CASE, _KEYS_OF_PART = 64, 4


def make_export(new: NewExport, *, actor: Actor, now: datetime) -> MadeExport:
    """Seal a copy of what the actor may read of the chosen parts.

    Identity and testimony come along only of persons whom the actor has revealed and may still look at. What is not
    open is left out, and the copy says neutrally that there may be more. Raises NotPermitted, Case.DoesNotExist for a
    first case that is absent or hidden, RuleBroken, and NotAllowedNow for whom the rules against misuse stop; what they
    noticed stays on the officer's list.
    """
    actor.must(Permission.CASE_EXPORT)
    rule.refuse_unfit(new)
    limits = export_limits(now)
    with transaction.atomic():
        found = watch(actor=actor, now=now)
        excess = rule.too_many(*_counts(new, actor, now), limits)
        if excess:
            note(excess, actor=actor, now=now)
    refuse_stopped(found)
    if excess:
        raise NotAllowedNow("export_too_many", facts={"most": limits.most_cases})
    return _make(new, limits, actor=actor, now=now)


def export_limits(now: datetime) -> ExportLimits:
    """The limits of the country pack."""
    pack = vocabulary()
    clock = pack.clock("case_export_kept")
    today = timezone.localdate(now)
    days = later(today, clock.amount or 1, clock.unit or "day") - today
    return ExportLimits(int(pack.threshold("export_most_cases")), max(days, timedelta(days=1)))


def _counts(new: NewExport, actor: Actor, now: datetime) -> tuple[int, int]:
    """Cases that are wanted, and others that the actor took out today."""
    user_id, _body_id = actor.post()
    begins = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    with acting_as(SYSTEM):
        taken = done_to(user_id, "case.exported", since=begins)
    return len(set(new.codes)), len(taken - set(new.codes))


@transaction.atomic
def _make(new: NewExport, limits: ExportLimits, *, actor: Actor, now: datetime) -> MadeExport:
    user_id, body_id = actor.post()
    if new.request_key and Export.objects.filter(user_id=user_id, request_key=new.request_key).exists():
        raise NotAllowedNow("export_made_already")
    export_id, ends_at = uuid.uuid4(), now + limits.kept
    cases, needs = [], []
    for place, code in enumerate(dict.fromkeys(new.codes)):
        case_id, page = _page(code, is_first=place == 0, new=new, actor=actor, now=now)
        chosen = [row.part for row in page.parts if row.is_open and row.part in new.parts]
        told = [part.name.lower() for part in (Part.SHELL, *chosen)]
        with disclosed("case.exported", code, by=actor, at=now, fields=told):
            cases.append(ExportedCase(page.head, page.persons, tuple(_parts(case_id, chosen, actor, now))))
        needs += [number_of(case_id, part, Level.READ) for part in (Part.SHELL, *chosen)]
    maker = Maker(names_of({user_id}).get(user_id, ""), name_of(body_id, new.language), now, ends_at)
    report = export_report(tuple(cases), new, maker, str(export_id)[:8])
    password = "" if new.receiver else rule.new_password()
    content = _RENDER[new.form](report)
    with acting_as(SYSTEM):
        Export.objects.create(
            id=export_id,
            user_id=user_id,
            body_id=body_id,
            codes=[case.head.code for case in cases],
            needs=needs,
            purpose=new.purpose.strip(),
            form=new.form,
            receiver=new.receiver.strip(),
            made_at=now,
            ends_at=ends_at,
            request_key=new.request_key,
            sealed=sealed_with_password(content, password) if password else sealed_for_key(content, new.receiver),
        )
    enqueue_for_role(Kind.TASK_WAITING, Role.DATA_PROTECTION_OFFICER, None, path="/cases/exports/", now=now)
    return MadeExport(export_id, password)


def _page(code: str, *, is_first: bool, new: NewExport, actor: Actor, now: datetime) -> tuple[int, CasePage]:
    try:
        page = case_page(code, actor=actor, now=now, language=new.language)
    except Case.DoesNotExist:
        if is_first:
            raise
        raise RuleBroken("case_not_found", field="others") from None
    if not page.reads_file:
        raise NotPermitted("part_withheld")
    return Case.objects.values_list("pk", flat=True).get(code=code), page


def _parts(case_id: int, chosen: list[Part], actor: Actor, now: datetime) -> Iterator[tuple[Part, OpenedPart]]:
    """The entries of each part, oldest first; of identity and testimony those that the actor has revealed."""
    user_id, body_id = actor.post()
    for part in chosen:
        found = Record.objects.filter(case_id=case_id, part=part).order_by("written_at", "pk")
        if part in DELIBERATE:
            revealed = Reveal.objects.filter(
                case_id=case_id, part=part, user_id=user_id, body_id=body_id, ends_at__gt=now
            )
            found = found.filter(person_id__in=list(revealed.values_list("person_id", flat=True)))
        yield part, opened_part(found)


@transaction.atomic
def fetch_export(export_id: UUID, *, actor: Actor, now: datetime) -> tuple[str, bytes]:
    """The sealed copy with a file name that says nothing, for its maker, while it lasts and what it holds stays open.

    Raises NotPermitted, NotAllowedNow, Export.DoesNotExist.
    """
    actor.must(Permission.CASE_EXPORT)
    found = Export.objects.get(pk=export_id)
    if (found.user_id, found.body_id) != actor.post():
        raise NotPermitted("export_of_another")
    with acting_as(SYSTEM):
        export = Export.objects.select_for_update().get(pk=export_id)
    if export.purged_at is not None or now >= export.ends_at:
        raise NotAllowedNow("export_ended")
    _refuse_closed(export, actor, now)
    with acting_as(SYSTEM):
        export.fetched, export.fetched_at = export.fetched + 1, now
        export.save(update_fields=["fetched", "fetched_at"])
    for code in export.codes:
        record("case.export_fetched", code, by=actor, at=now)
    return f"export-{str(export.pk)[:8]}.{export.form}.age", bytes(export.sealed)


def _refuse_closed(export: Export, actor: Actor, now: datetime) -> None:
    """Whoever may no longer read what the copy holds gets it no more."""
    parts: dict[int, list[Part]] = {}
    for number in export.needs:
        parts.setdefault(number // _KEYS_OF_CASE, []).append(Part(number % _KEYS_OF_CASE // _KEYS_OF_PART))
    with acting_as(SYSTEM):
        codes = dict(Case.objects.filter(pk__in=parts).values_list("pk", "code"))
    for case_id, needed in parts.items():
        entered = enter(codes[case_id], needs=Permission.CASE_EXPORT, actor=actor, now=now)
        for part in needed:
            entered.must(Level.READ, part)


def purge_exports(*, now: datetime) -> int:
    """Drop sealed copies whose time has passed; gives how many. The rows stay."""
    with transaction.atomic(), acting_as(SYSTEM):
        over = Export.objects.filter(ends_at__lte=now, purged_at__isnull=True)
        return drop_copies(list(over.values_list("pk", flat=True)), now=now)
