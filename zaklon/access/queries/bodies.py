"""The register of bodies, as pages and imports need it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import FilteredRelation, Q

from zaklon.access.models import Body, BodyName
from zaklon.common.scripts import to_cyrillic

_FALLBACK = "en"


@dataclass(frozen=True)
class BodyRow:
    """A body with its name in the reader's language; units carry their parent."""

    body_id: UUID
    code: str
    name: str
    kind: str
    parent_id: UUID | None
    is_generic: bool
    aliases: tuple[str, ...]
    valid_until: date | None
    valid_from: date | None = None
    source: str = ""
    certainty: str = ""

    @property
    def is_unit(self) -> bool:
        return self.parent_id is not None

    def exists_on(self, day: date) -> bool:
        """Whether the body exists on the day; `valid_until` is its last one."""
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class NameRow:
    """One name of a body."""

    language: str
    name: str
    is_official: bool
    source: str
    certainty: str


@dataclass(frozen=True)
class BodyDetail:
    """A body with all its names, the body around it and the units inside it."""

    body: BodyRow
    names: tuple[NameRow, ...]
    parent: BodyRow | None
    units: tuple[BodyRow, ...]


def directory(language: str) -> dict[UUID, BodyRow]:
    """Every body by id. Two queries; a few hundred rows at most."""
    official: dict[UUID, dict[str, str]] = {}
    aliases: dict[UUID, list[str]] = {}
    for name in BodyName.objects.order_by("pk"):
        if name.is_official:
            official.setdefault(name.body_id, {})[name.language] = name.name
        else:
            aliases.setdefault(name.body_id, []).append(name.name)
    return {
        body.pk: BodyRow(
            body.pk,
            body.code,
            _in_language(official.get(body.pk, {}), language) or body.code,
            body.kind,
            body.parent_id,
            body.is_generic,
            tuple(aliases.get(body.pk, ())),
            body.valid_until,
            body.valid_from,
            body.source,
            body.certainty,
        )
        for body in Body.objects.order_by("code")
    }


def names_in(language: str) -> dict[UUID, str]:
    """The name of every body, as `directory` gives it. One narrow query: pages of cases need no more."""
    official: dict[UUID, dict[str, str]] = {}
    codes: dict[UUID, str] = {}
    named = Body.objects.annotate(official=FilteredRelation("names", condition=Q(names__is_official=True)))
    found = named.order_by("official__pk").values_list("pk", "code", "official__language", "official__name")
    for body_id, code, written_in, name in found:
        codes[body_id] = code
        if written_in is not None:
            official.setdefault(body_id, {})[written_in] = name
    return {body_id: _in_language(official.get(body_id, {}), language) or code for body_id, code in codes.items()}


def _in_language(names: Mapping[str, str], language: str) -> str:
    """The name in the language; Cyrillic is made from Latin by rule, English stands in for what is missing."""
    latin, _, script = language.partition("-")
    if script == "cyrl" and latin in names:
        return to_cyrillic(names[latin])
    return names.get(language) or names.get(_FALLBACK) or next(iter(names.values()), "")


def detail(body_id: UUID, language: str) -> BodyDetail:
    """One body. Three queries. Raises Body.DoesNotExist."""
    bodies = directory(language)
    if body_id not in bodies:
        raise Body.DoesNotExist
    body = bodies[body_id]
    names = BodyName.objects.filter(body_id=body_id).order_by("-is_official", "language", "name", "pk")
    return BodyDetail(
        body,
        tuple(NameRow(each.language, each.name, each.is_official, each.source, each.certainty) for each in names),
        bodies.get(body.parent_id) if body.parent_id else None,
        tuple(row for row in bodies.values() if row.parent_id == body_id),
    )


def tree(rows: Iterable[BodyRow]) -> list[tuple[int, BodyRow]]:
    """The bodies by name, each followed by the units inside it; with how deep each one lies.

    A unit whose body is not among the rows stands by itself.
    """
    listed = sorted(rows, key=lambda row: (row.name.casefold(), row.code))
    known = {row.body_id for row in listed}
    inside: dict[UUID | None, list[BodyRow]] = {}
    for row in listed:
        inside.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    return list(_walk(inside, None, 0))


def _walk(
    inside: Mapping[UUID | None, Sequence[BodyRow]], parent_id: UUID | None, depth: int
) -> Iterator[tuple[int, BodyRow]]:
    for row in inside.get(parent_id, ()):
        yield depth, row
        yield from _walk(inside, row.body_id, depth + 1)


def ids_by_code(codes: set[str]) -> dict[str, UUID]:
    """Ids of the bodies with these codes; unknown codes are absent."""
    return dict(Body.objects.filter(code__in=codes).values_list("code", "id"))


def circle_of(body_ids: set[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Each body with every body above it: those who may see what it does."""
    parents = dict(Body.objects.values_list("id", "parent_id"))
    return {body_id: frozenset(_upwards(body_id, parents)) for body_id in body_ids}


def _upwards(body_id: UUID, parents: Mapping[UUID, UUID | None]) -> list[UUID]:
    chain: list[UUID] = []
    current: UUID | None = body_id
    while current is not None and current not in chain:
        chain.append(current)
        current = parents.get(current)
    return chain


def name_of(body_id: UUID, language: str) -> str:
    """The name of one body in the language."""
    found = BodyName.objects.filter(body_id=body_id, is_official=True)
    return _in_language(dict(found.values_list("language", "name")), language)


def codes_by_id(body_ids: set[UUID]) -> dict[UUID, str]:
    """Codes of the bodies with these ids."""
    return dict(Body.objects.filter(pk__in=body_ids).values_list("id", "code"))
