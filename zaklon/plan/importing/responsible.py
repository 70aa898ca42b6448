"""Reading a cell of responsible bodies into an ordered list: the first leads, the others are partners."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from zaklon.plan.importing.bodies import BodyNames, BodyRecord, NameMatch
from zaklon.plan.importing.folding import Word, fold, fold_with_places, key_words, tidy, words_of
from zaklon.plan.importing.readings import Certainty, ReadBody, Role

_COOPERATION: Final = (
    r"in (?:close )?(?:co-?operation|collaboration|co-?ordination|partnership) with|together with|jointly with"
    r"|with (?:the )?support (?:of|from)|supported by"
    r"|u (?:sarad(?:n|nj)ji|suradnji|koordinaciji|partnerstvu) sa?\b|zajedno sa?\b|uz (?:podrsku|saradnju(?: sa?)?)\b"
    r"|ne (?:bashkepunim|bashkerendim|koordinim|partneritet) me|se bashku me|me (?:mbeshtetjen e|ndihmen e)"
)
_LABEL: Final = r"(?:partner\w*|lead(?: body| institution)?|nosi(?:lac|oci|telj)|bartes\w*|zbatues\w*|nadlezn\w+)\s*:"
_MARK: Final = re.compile(
    rf"(?P<cooperation>\b(?:{_COOPERATION})|(?<!\w){_LABEL})|(?P<strong>[,;•·▪])|(?P<line>\n+)"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<weak>&|\b(?:and|as well as|i|dhe|kao i|si dhe)\b)"
)
# Words that open the name of a body: an "and" before one of them separates two bodies even where neither is known.
_HEAD_WORDS: Final = """
    ministry department directorate agency office centre center institute administration police court prosecution
    prosecutor prosecutors union association ngo ngos organisation organization organisations organizations
    authority council commission committee municipality municipalities inspectorate secretariat fund university
    school team ministarstvo ministarstvom odjeljenje odeljenje direktorat direkcija agencija agencijom
    kancelarija centar zavod zavodom institut uprava upravom policija sud sudom sudovi tuzilastvo tuzilastvom
    savez udruzenje nvo organizacije savjet komisija opstina opstine inspekcija sekretarijat fond univerzitet tim
    ministria ministrise ministrine departamenti drejtoria agjencia zyra qendra instituti policia policise
    gjykata prokuroria shoqata ojq organizatat keshilli komisioni komuna komunat inspektorati sekretariati
    universiteti ekipi
"""
_HEADS: Final = frozenset(_HEAD_WORDS.split())
# Notes in brackets that repeat what the order says already.
_ROLE_NOTES: Final = frozenset({"lead", "leader", "coordinator", "nosilac", "koordinator", "bartes", "partner"})


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    match: NameMatch
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A stretch between separators: where it stands and what was written in brackets after it."""

    start: int
    end: int
    inner: tuple[tuple[int, int], ...] = ()
    joined_by: str = "strong"


class BodyReader:
    """Reads the bodies of many cells against one directory; remembers cells, since plans repeat them."""

    def __init__(self, directory: BodyNames) -> None:
        self._directory = directory
        self._read: dict[str, tuple[ReadBody, ...]] = {}

    def read(self, text: str) -> tuple[ReadBody, ...]:
        """The bodies of the cell in order, the first as lead. Unknown names stay as written, unsure."""
        if text not in self._read:
            listed = _distinct(self._listed(text, None))
            self._read[text] = tuple(
                replace(body, role=Role.PARTNER if index else Role.LEAD) for index, body in enumerate(listed)
            )
        return self._read[text]

    def is_guessed(self, body: ReadBody) -> bool:
        """Whether the body goes by a name that nobody listed and was known by its abbreviation in brackets only."""
        return body.certainty is Certainty.LIKELY and not body.unit and self._directory.find(body.name) is None

    def _listed(self, text: str, parent: BodyRecord | None) -> list[ReadBody]:
        names = _names_in(text, self._directory)
        bodies = []
        for chunk in _merged(text, _chunks(text, names), names):
            bodies.extend(self._chunk_bodies(text, chunk, names, parent))
        return bodies

    def _chunk_bodies(
        self, text: str, chunk: _Chunk, names: Sequence[_Name], parent: BodyRecord | None
    ) -> list[ReadBody]:
        written = text[chunk.start : chunk.end]
        inside = [name for name in names if chunk.start <= name.start and name.end <= chunk.end]
        outer = self._named(written, chunk, inside, parent)
        if outer is None:
            outer = self._written(text, chunk, inside, parent)
        if not chunk.inner:
            return outer
        body = self._directory.records.get(outer[0].body_code or "") if len(outer) == 1 and not outer[0].unit else None
        if body is None:
            return self._from_brackets(text, chunk, outer)
        units = [inner for start, end in chunk.inner for inner in self._listed(text[start:end], body)]
        units = [unit for unit in units if unit.code != body.code and fold(unit.name) not in _ROLE_NOTES]
        return units or outer

    def _from_brackets(self, text: str, chunk: _Chunk, outer: list[ReadBody]) -> list[ReadBody]:
        """An unknown name whose brackets hold a known one, such as its abbreviation, is taken for that one."""
        if len(outer) == 1 and outer[0].body_code is None:
            start, end = chunk.inner[0]
            known = self._listed(text[start:end], None)
            if len(known) == 1 and known[0].code:
                return [replace(known[0], name=outer[0].name, certainty=Certainty.LIKELY)]
            whole = tidy(text[chunk.start : chunk.inner[-1][1] + 1])
            return [replace(outer[0], name=whole, body=whole)]
        return outer

    def _named(
        self, written: str, chunk: _Chunk, inside: list[_Name], parent: BodyRecord | None
    ) -> list[ReadBody] | None:
        """The bodies of a chunk that consists of known names only; None when other words stand in it."""
        if not inside or any(_stands_outside(word, chunk.start, inside) for word in words_of(written)):
            return None
        bodies: list[ReadBody] = []
        for name in inside:
            above = self._directory.records.get(bodies[-1].body_code or "") if bodies else parent
            found = self._known(tidy(written[name.start - chunk.start : name.end - chunk.start]), name.match, above)
            if bodies and found.unit and found.body_code == bodies[-1].body_code and not bodies[-1].unit:
                bodies[-1] = replace(found, name=tidy(written))
            else:
                bodies.append(found)
        return bodies

    def _known(self, name: str, match: NameMatch, above: BodyRecord | None) -> ReadBody:
        codes = match.codes
        if len(codes) > 1 and above:
            codes = tuple(c for c in codes if self._directory.records[c].parent_code == above.code) or codes
        if len(codes) > 1:
            return ReadBody(name, Role.PARTNER, name, certainty=Certainty.UNSURE)
        record = self._directory.records[codes[0]]
        certainty = Certainty.SURE if match.is_exact else Certainty.LIKELY
        if body := self._directory.parent_of(record.code):
            return ReadBody(name, Role.PARTNER, body.name, record.name, body.code, record.code, certainty=certainty)
        return ReadBody(
            name, Role.PARTNER, record.name, body_code=record.code, is_generic=record.is_generic, certainty=certainty
        )

    def _written(self, text: str, chunk: _Chunk, inside: list[_Name], parent: BodyRecord | None) -> list[ReadBody]:
        """A chunk with words that are not known: as written, or as an unknown unit of the body before the dash."""
        name = tidy(text[chunk.start : chunk.end]).strip(" -/:")
        if parent:
            return [ReadBody(name, Role.PARTNER, parent.name, name, parent.code, certainty=Certainty.UNSURE)]
        if inside and len(inside[0].match.codes) == 1 and not text[chunk.start : inside[0].start].strip():
            rest = text[inside[0].end : chunk.end]
            body = self._directory.records[inside[0].match.codes[0]]
            if rest.lstrip()[:1] in {"-", "–", "—", "/"} and not body.parent_code:
                unit = tidy(rest).strip(" -–—/:")
                return [ReadBody(name, Role.PARTNER, body.name, unit, body.code, certainty=Certainty.UNSURE)]
        return [ReadBody(name, Role.PARTNER, name, certainty=Certainty.UNSURE)] if name else []


def _names_in(text: str, directory: BodyNames) -> list[_Name]:
    words = [word for word in words_of(text) if word.key != "the"]
    keys = [word.key for word in words]
    names, at = [], 0
    while at < len(words):
        match = directory.longest(keys, at)
        if match and not _crosses(text[words[at].start : words[at + match.length - 1].end]):
            names.append(_Name(match, words[at].start, words[at + match.length - 1].end))
            at += match.length
        else:
            at += 1
    return names


def _stands_outside(word: Word, offset: int, names: Sequence[_Name]) -> bool:
    """Whether a word (articles aside) of a chunk that begins at the offset belongs to none of the names."""
    return word.key != "the" and not any(name.start <= offset + word.start < name.end for name in names)


def _crosses(piece: str) -> bool:
    """Whether a stretch holds a mark that no name runs across."""
    return any(mark in piece for mark in "();[]:")


def _chunks(text: str, names: Sequence[_Name]) -> list[_Chunk]:
    """The text cut at separators outside known names; brackets go to the chunk before them."""
    chunks: list[_Chunk] = []
    start, joined_by, depth, opened = 0, "strong", 0, 0
    for mark in _marks(text, names):
        if mark.kind == "open":
            if depth == 0:
                chunks.append(_Chunk(start, mark.start, joined_by=joined_by))
                opened = mark.end
            depth += 1
        elif mark.kind == "close" and depth:
            depth -= 1
            if depth == 0:
                chunks[-1] = replace(chunks[-1], inner=(*chunks[-1].inner, (opened, mark.start)))
                start, joined_by = mark.end, "strong"
        elif depth == 0 and mark.kind in {"strong", "cooperation", "line", "weak"}:
            chunks.append(_Chunk(start, mark.start, joined_by=joined_by))
            start, joined_by = mark.end, mark.kind
    if depth and chunks:  # a bracket that was never closed reaches to the end
        chunks[-1] = replace(chunks[-1], inner=(*chunks[-1].inner, (opened, len(text))))
    else:
        chunks.append(_Chunk(start, len(text), joined_by=joined_by))
    return [chunk for chunk in chunks if key_words(text[chunk.start : chunk.end])]


def _marks(text: str, names: Sequence[_Name]) -> list[_Mark]:
    folded, places = fold_with_places(text)
    marks = []
    for match in _MARK.finditer(folded):
        start, end = places[match.start()], places[match.end()]
        if not any(name.start < end and start < name.end for name in names):
            marks.append(_Mark(str(match.lastgroup), start, end))
    return marks


def _merged(text: str, chunks: Sequence[_Chunk], names: Sequence[_Name]) -> list[_Chunk]:
    """Chunks that an "and" or a line end cut out of one unknown name, put together again."""
    merged: list[_Chunk] = []
    for chunk in chunks:
        is_cut = bool(merged) and not merged[-1].inner and _belongs_before(text, chunk, names)
        if is_cut:
            merged[-1] = replace(chunk, start=merged[-1].start, joined_by=merged[-1].joined_by)
        else:
            merged.append(chunk)
    return merged


def _belongs_before(text: str, chunk: _Chunk, names: Sequence[_Name]) -> bool:
    if chunk.joined_by not in {"weak", "line"}:
        return False
    piece = text[chunk.start : chunk.end]
    first = next(iter(key_words(piece)), "")
    inside = [name for name in names if chunk.start <= name.start < chunk.end]
    opens_name = any(not key_words(text[chunk.start : name.start]) for name in inside)
    if opens_name or first in _HEADS:
        return False
    is_lower = piece.strip()[:1].islower()
    return is_lower or chunk.joined_by == "weak"


def _distinct(bodies: list[ReadBody]) -> list[ReadBody]:
    kept: dict[object, ReadBody] = {}
    for body in bodies:
        kept.setdefault((body.body_code, body.unit) if body.body_code else fold(body.label), body)
    return list(kept.values())
