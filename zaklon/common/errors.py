"""Refusals that a person can do something about.

    Refusal
    ├── NotPermitted    403   you may not do this
    ├── NotAllowedNow   409   not in this state, or somebody was faster
    └── RuleBroken      422   the input breaks a rule; `field` says where

Anything else that is raised is a bug and must fail loudly. Each refusal carries a stable `code`; the sentence that a
person reads is chosen from the code at the edge, so no command or rule holds translated text.
"""

from collections.abc import Mapping


class Refusal(Exception):
    """A calm no, with a stable code and the facts that its sentence needs."""

    status = 400

    def __init__(self, code: str, *, field: str | None = None, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = dict(facts or {})


class NotPermitted(Refusal):
    """The acting person lacks the permission."""

    status = 403


class NotAllowedNow(Refusal):
    """The record's state does not allow this step."""

    status = 409


class RuleBroken(Refusal):
    """The input breaks a rule of the field."""

    status = 422
