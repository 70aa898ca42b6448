"""pack.yaml: from text to values, each with its line.

Every plain value is read as text, whole numbers excepted: a country code `NO` must not turn into "false".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from zaklon.vocabulary.pack.faults import PackFault
from zaklon.vocabulary.pack.tables import cell_fault, read_text

FRAME_FILE = "pack.yaml"
MAX_DEPTH = 8
MAX_FRAME_BYTES = 200_000
_INT_TAG = "tag:yaml.org,2002:int"

Position = tuple[str | int, ...]


@dataclass(frozen=True)
class Frame:
    """The values of pack.yaml, and the line of each by its path."""

    values: dict[str, Any]
    lines: Mapping[Position, int] = field(default_factory=dict)

    def line_of(self, path: Position) -> int:
        """The line of the value, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_frame(path: Path) -> tuple[Frame | None, list[PackFault]]:
    """The frame of a pack; None when the text is no plain YAML mapping."""
    text, faults = read_text(path, most=MAX_FRAME_BYTES)
    if text is None:
        return None, faults
    try:
        faults = list(_event_faults(path.name, text))
        node = None if faults else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        return None, [_broken(path.name, error)]
    if faults:
        return None, faults
    if not isinstance(node, yaml.MappingNode):
        return None, [PackFault(path.name, "yaml_no_mapping", line=1)]
    builder = _Builder(path.name)
    values = builder.value(node, ())
    return Frame(values, builder.lines), builder.faults


def spoken(path: Position) -> str:
    """A path as people write it: languages[2].locale; items are counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _event_faults(file: str, text: str) -> Iterator[PackFault]:
    """What YAML can do and a pack may not: references, own types, deep nesting. Stops before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield PackFault(file, "yaml_reference", line=line)
            return
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            yield PackFault(file, "yaml_tag", line=line)
            return
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            yield PackFault(file, "yaml_too_deep", line=line, facts={"most": MAX_DEPTH})
            return


def _broken(file: str, error: yaml.YAMLError) -> PackFault:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    return PackFault(file, "yaml_broken", line=mark.line + 1 if mark else None, facts={"reason": reason})


class _Builder:
    """Turns nodes into plain values, remembering lines and collecting faults."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Position, int] = {}
        self.faults: list[PackFault] = []

    def value(self, node: yaml.Node, path: Position) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Position) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(PackFault(self.file, "yaml_key", line=line, column=spoken(path) or None))
                continue
            key = key_node.value
            if key in values:
                self.faults.append(PackFault(self.file, "yaml_repeated", line=line, column=spoken((*path, key))))
                continue
            values[key] = self.value(value_node, (*path, key))
            self.lines[(*path, key)] = line
        return values

    def _scalar(self, node: yaml.Node, path: Position) -> str | int:
        text: str = node.value
        if node.tag == _INT_TAG and text.isascii() and text.isdigit() and len(text) < 10:
            return int(text)
        if text and (fault := cell_fault(self.file, node.start_mark.line + 1, spoken(path), text)):
            self.faults.append(fault)
        return text
