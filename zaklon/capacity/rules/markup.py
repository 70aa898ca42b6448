"""The small markup of course pages: headings, paragraphs, lists, quotations, pictures, bold and slanted words.

What it cannot say, such as HTML, links or scripts, is shown as the letters that were typed. A picture stands on a line
of its own: ![what it shows](pictures/name.png).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([a-z0-9][a-z0-9_-]*\.(?:png|jpg|jpeg))\)")
_NUMBERED = re.compile(r"\d{1,3}\. ")
_STRESSED = re.compile(r"\*\*([^*]+)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*")
_BULLET, _QUOTE, _HEADING, _LESSER = "- ", "> ", "## ", "### "


@dataclass(frozen=True)
class Run:
    """Words of one weight: plain (""), "strong" or "em"."""

    text: str
    stress: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a page. `kind`: heading, lesser, text, list, steps, quote or picture.

    `items` has one line of runs, or one for each item of a list; a picture has its file's name and its description.
    """

    kind: str
    items: tuple[tuple[Run, ...], ...] = ()
    picture: str = ""
    alt: str = ""


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page, in order; they are divided by empty lines."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(block for part in parts if part.strip() for block in _blocks(part.strip().split("\n")))


def pictures_in(text: str) -> Iterator[tuple[str, str]]:
    """File name and description of each picture."""
    return ((block.picture, block.alt) for block in blocks(text) if block.kind == "picture")


def _blocks(lines: list[str]) -> Iterator[Block]:
    first = lines[0].strip()
    if picture := _PICTURE.fullmatch(first):
        yield Block("picture", picture=picture[2], alt=picture[1].strip())
    elif first.startswith(_LESSER):
        yield Block("lesser", (runs(first[len(_LESSER) :]),))
    elif first.startswith(_HEADING):
        yield Block("heading", (runs(first[len(_HEADING) :]),))
    else:
        yield _text(lines)
        return
    if lines[1:]:
        yield from _blocks(lines[1:])


def _text(lines: list[str]) -> Block:
    if lines[0].startswith(_BULLET):
        return Block("list", tuple(runs(item) for item in _items(lines, re.compile(re.escape(_BULLET)))))
    if _NUMBERED.match(lines[0]):
        return Block("steps", tuple(runs(item) for item in _items(lines, _NUMBERED)))
    if lines[0].startswith(_QUOTE):
        return Block("quote", (runs(" ".join(line.removeprefix(_QUOTE).strip() for line in lines)),))
    return Block("text", (runs(" ".join(line.strip() for line in lines)),))


def _items(lines: list[str], mark: re.Pattern[str]) -> list[str]:
    """Items of a list; a line without a mark goes on with the item before it."""
    items: list[str] = []
    for line in lines:
        found = mark.match(line)
        if found or not items:
            items.append(line[found.end() if found else 0 :].strip())
        else:
            items[-1] += f" {line.strip()}"
    return items


def runs(line: str) -> tuple[Run, ...]:
    """A line cut where the weight of its words changes."""
    found: list[Run] = []
    place = 0
    for stressed in _STRESSED.finditer(line):
        if stressed.start() > place:
            found.append(Run(line[place : stressed.start()]))
        found.append(Run(stressed[1] or stressed[2], "strong" if stressed[1] else "em"))
        place = stressed.end()
    return (*found, Run(line[place:])) if place < len(line) else tuple(found)
