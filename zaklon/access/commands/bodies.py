"""Keeping the register of bodies: by hand, and from the country pack. Nothing is deleted, only ended."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access import rules
from zaklon.access.actor import Actor
from zaklon.access.models import Body, BodyKind, BodyName, Post
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record
from zaklon.common.errors import RuleBroken
from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack import BodyAlias, BodyRecord
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.rules import last_day_in_use

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}")


@dataclass(frozen=True)
class NewBody:
    """A body that the pack does not know. `names` holds its official name for each language code."""

    code: str
    kind: str
    names: Mapping[str, str]
    parent_id: UUID | None
    is_generic: bool
    valid_from: date | None
    source: str
    certainty: Certainty


@dataclass(frozen=True)
class NewName:
    """A name of a body: the official one takes the place of the former, which stays as an alias."""

    language: str
    name: str
    is_official: bool
    source: str
    certainty: Certainty


@dataclass(frozen=True)
class LoadedBodies:
    """Codes of the bodies that a load added, changed, ended or gave a name; all empty when nothing was new."""

    added: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


@transaction.atomic
def add_body(new: NewBody, *, actor: Actor, now: datetime) -> UUID:
    """Add a body to the register. Raises NotPermitted, RuleBroken for a bad or taken code, an unknown kind, no name."""
    actor.must(Permission.BODIES_MANAGE)
    code = new.code.strip().upper()
    if _CODE.fullmatch(code) is None:
        raise RuleBroken("body_code_unfit", field="code")
    if Body.objects.filter(code=code).exists():
        raise RuleBroken("body_code_taken", field="code")
    if new.kind not in frozenset(BodyKind) and ("body_kind", new.kind) not in vocabulary().terms:
        raise RuleBroken("body_kind_unknown", field="kind", facts={"code": code, "kind": new.kind})
    names = {language: rules.tidy(name) for language, name in new.names.items() if rules.tidy(name)}
    if not names:
        raise RuleBroken("body_without_name", field="names")
    body = Body.objects.create(
        id=uuid.uuid4(),
        code=code,
        kind=new.kind,
        parent_id=new.parent_id,
        is_generic=new.is_generic,
        valid_from=new.valid_from,
        source=rules.tidy(new.source),
        certainty=new.certainty,
        kept_by_pack=False,
    )
    BodyName.objects.bulk_create(
        _name(body.pk, NewName(language, name, is_official=True, source=body.source, certainty=new.certainty))
        for language, name in names.items()
    )
    record("body.added", body.pk, by=actor, at=now, fields=["code", "kind", "names", "parent"])
    return body.pk


@transaction.atomic
def add_name(body_id: UUID, new: NewName, *, actor: Actor, now: datetime) -> None:
    """Add an alias or a new official name. Raises NotPermitted, RuleBroken when the body already has it.

    With an official name given by hand, the pack no longer rules the body.
    """
    actor.must(Permission.BODIES_MANAGE)
    body = Body.objects.select_for_update().get(pk=body_id)
    name = rules.tidy(new.name)
    if not name:
        raise RuleBroken("body_without_name", field="name")
    held = BodyName.objects.filter(body=body, language=new.language, name=name).first()
    if held is not None and (held.is_official or not new.is_official):
        raise RuleBroken("body_name_known", field="name")
    if new.is_official:
        BodyName.objects.filter(body=body, language=new.language, is_official=True).update(is_official=False)
        body.kept_by_pack = False
        body.save(update_fields=["kept_by_pack"])
    BodyName.objects.update_or_create(
        body=body,
        language=new.language,
        name=name,
        defaults={"is_official": new.is_official, "source": rules.tidy(new.source), "certainty": new.certainty},
    )
    record("body.named", body.pk, by=actor, at=now, fields=["names"])


@transaction.atomic
def set_validity(
    body_id: UUID, valid_from: date | None, valid_until: date | None, *, actor: Actor, now: datetime
) -> None:
    """State when a body exists; `valid_until` is its last day. From then on the pack no longer rules the body.

    Raises NotPermitted, RuleBroken when the days are the wrong way round or somebody works there longer.
    """
    actor.must(Permission.BODIES_MANAGE)
    body = Body.objects.select_for_update().get(pk=body_id)
    if valid_from and valid_until and valid_from > valid_until:
        raise RuleBroken("body_ends_before_it_begins", field="valid_until")
    if valid_until is not None:
        _refuse_if_in_use(body, valid_until)
    body.valid_from, body.valid_until, body.kept_by_pack = valid_from, valid_until, False
    body.save(update_fields=["valid_from", "valid_until", "kept_by_pack"])
    record("body.dated", body.pk, by=actor, at=now, fields=["valid_from", "valid_until"])


def _refuse_if_in_use(body: Body, last_day: date) -> None:
    # A post's end date is the first day without it, a body's `valid_until` the last day with it.
    if Post.objects.filter(body=body, user__is_active=True).exclude(end_date__lte=last_day).exists():
        raise RuleBroken("body_has_people", field="valid_until")
    if Body.objects.filter(parent=body).exclude(valid_until__lte=last_day).exists():
        raise RuleBroken("body_has_units", field="valid_until")


@transaction.atomic
def load_bodies(
    records: Sequence[BodyRecord], aliases: Sequence[BodyAlias] = (), *, actor: Actor, now: datetime
) -> LoadedBodies:
    """Make the register hold the pack's bodies. The same records again change nothing.

    A body that the pack no longer has ends the day before `now`. One that an administrator added, renamed or dated
    only gains names. Names only ever join: a former official name stays as an alias.
    Raises NotPermitted, RuleBroken for a parent, kind or alias that leads nowhere.
    """
    actor.must(Permission.BODIES_MANAGE)
    _refuse_unfit(records, aliases)
    held = {body.code: body for body in Body.objects.select_for_update().order_by("code")}
    ids = {**{each.code: uuid.uuid4() for each in records}, **{code: body.pk for code, body in held.items()}}
    new = [each for each in records if each.code not in held]
    Body.objects.bulk_create(Body(id=ids[each.code], code=each.code, **_wanted(each, ids)) for each in new)
    known = [each for each in records if each.code in held and held[each.code].kept_by_pack]
    by_hand = {code for code, body in held.items() if not body.kept_by_pack}
    loaded = LoadedBodies(
        added=frozenset(each.code for each in new),
        changed=frozenset(each.code for each in known if _bring_up_to_date(held[each.code], _wanted(each, ids))),
        ended=_end_missing(held.values(), {each.code for each in records}, timezone.localdate(now)),
        named=_write_names(_names_of(records, aliases, ids, by_hand)),
    )
    _leave_trace(loaded, ids, actor, now)
    return loaded


def _refuse_unfit(records: Sequence[BodyRecord], aliases: Sequence[BodyAlias]) -> None:
    codes = {each.code for each in records}
    for each in records:
        if each.parent is not None and each.parent not in codes:
            raise RuleBroken("body_parent_unknown", facts={"code": each.code, "parent": each.parent})
    for alias in aliases:
        if alias.body not in codes:
            raise RuleBroken("body_alias_of_nobody", facts={"code": alias.body, "alias": alias.alias})
    inside_itself = rules.first_in_a_circle({each.code: each.parent for each in records})
    if inside_itself is not None:
        raise RuleBroken("body_inside_itself", facts={"code": inside_itself})


def _wanted(each: BodyRecord, ids: Mapping[str, UUID]) -> dict[str, object]:
    return {
        "kind": each.kind,
        "parent_id": ids[each.parent] if each.parent else None,
        "is_generic": each.is_generic,
        "valid_from": each.valid_from,
        "valid_until": each.valid_until,
        "source": "; ".join(filter(None, [each.source, each.dates_source])),
        "certainty": each.certainty.value,
        "kept_by_pack": True,
    }


def _bring_up_to_date(body: Body, wanted: Mapping[str, object]) -> bool:
    different = [name for name, value in wanted.items() if getattr(body, name) != value]
    for name in different:
        setattr(body, name, wanted[name])
    if different:
        body.save(update_fields=different)
    return bool(different)


def _end_missing(bodies: Iterable[Body], codes: set[str], today: date) -> frozenset[str]:
    ended = set()
    for body in bodies:
        is_open = body.valid_until is None or body.valid_until >= today
        if body.kept_by_pack and body.code not in codes and is_open:
            body.valid_until = last_day_in_use(body.valid_from, today)
            body.save(update_fields=["valid_until"])
            ended.add(body.code)
    return frozenset(ended)


def _names_of(
    records: Sequence[BodyRecord], aliases: Sequence[BodyAlias], ids: Mapping[str, UUID], by_hand: set[str]
) -> list[tuple[str, BodyName]]:
    """The pack's names, official ones first; in a body that is kept by hand, they are aliases."""
    named = []
    for each in records:
        for language, label in each.labels.items():
            certainty = Certainty.PROPOSED if language in each.our_translation else Certainty(each.certainty)
            is_official = each.code not in by_hand
            new = NewName(language, label, is_official=is_official, source=each.source, certainty=certainty)
            named.append((each.code, _name(ids[each.code], new)))
    for alias in aliases:
        certainty = Certainty(alias.certainty)
        new = NewName(alias.language, alias.alias, is_official=False, source=alias.source, certainty=certainty)
        named.append((alias.body, _name(ids[alias.body], new)))
    return named


def _write_names(wanted: Sequence[tuple[str, BodyName]]) -> frozenset[str]:
    """Add the names that are missing, and make official what should be; returns the codes of the bodies."""
    held = {(name.body_id, name.language, name.name): name for name in BodyName.objects.order_by("pk")}
    made: dict[tuple[UUID, str, str], BodyName] = {}
    promoted: list[BodyName] = []
    codes = set()
    for code, name in wanted:
        key = (name.body_id, name.language, name.name)
        known = held.get(key) or made.get(key)
        if known is None:
            made[key] = name
        elif name.is_official and not known.is_official:
            promoted.append(known)
        else:
            continue
        codes.add(code)
    places = {(name.body_id, name.language) for name in made.values() if name.is_official}
    places |= {(name.body_id, name.language) for name in promoted}
    # Only one name may be official, so the former one steps back before the new one is written.
    former = [name for name in held.values() if name.is_official and (name.body_id, name.language) in places]
    for names, is_official in ((former, False), (promoted, True)):
        for name in names:
            name.is_official = is_official
        BodyName.objects.bulk_update(names, ["is_official"])
    BodyName.objects.bulk_create(made.values())
    return frozenset(codes)


def _name(body_id: UUID, new: NewName) -> BodyName:
    return BodyName(
        body_id=body_id,
        language=new.language.lower(),  # pages speak of `cnr-cyrl`, packs of `cnr-Cyrl`
        name=new.name,
        is_official=new.is_official,
        source=new.source,
        certainty=new.certainty,
    )


def _leave_trace(loaded: LoadedBodies, ids: Mapping[str, UUID], actor: Actor, now: datetime) -> None:
    for action, codes in (
        ("body.added", loaded.added),
        ("body.changed", loaded.changed),
        ("body.ended", loaded.ended),
        ("body.named", loaded.named - loaded.added),
    ):
        for code in sorted(codes):
            record(action, ids[code], by=actor, at=now)
