"""What an export of case files may be: its purpose in words, for whom it is sealed, how many cases at once."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from zaklon.cases.kinds import AlertKind, Part, Verdict
from zaklon.cases.rules.insider import Finding
from zaklon.common.agefile.sealing import read_public_key
from zaklon.common.errors import RuleBroken

SHORTEST_PURPOSE = 20
# Sheets to reckon with, and pages to read; nothing that invites to change it.
FORMS = ("pdf", "xlsx")
# Without 0 O 1 I L and without vowels: easy to read out, and no word comes out.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
_GROUPS, _IN_GROUP = 6, 4


@dataclass(frozen=True)
class NewExport:
    """What is to be taken out; `receiver` is a public key (`age1...`), or empty to seal with a password."""

    codes: tuple[str, ...]
    parts: frozenset[Part]
    purpose: str
    language: str
    form: str = "pdf"
    receiver: str = ""
    request_key: UUID | None = None


@dataclass(frozen=True)
class MadeExport:
    """A sealed copy; the password is told once and kept nowhere, and is empty where a key opens the copy."""

    export_id: UUID
    password: str = field(repr=False)


@dataclass(frozen=True)
class ExportLimits:
    """From the country pack: how many cases leave in a day, and for how long a copy is given out."""

    most_cases: int
    kept: timedelta


def refuse_unfit(new: NewExport) -> None:
    """Raise RuleBroken, naming the field, for an export that is none."""
    if len(new.purpose.strip()) < SHORTEST_PURPOSE:
        raise RuleBroken("export_purpose_short", field="purpose", facts={"least": SHORTEST_PURPOSE})
    if not new.codes:
        raise RuleBroken("case_not_found", field="others")
    if new.form not in FORMS:
        raise RuleBroken("export_form_unknown", field="form")
    if new.receiver:
        try:
            read_public_key(new.receiver)
        except ValueError as error:
            raise RuleBroken("export_key_wrong", field="receiver") from error


def too_many(wanted: int, taken_today: int, limits: ExportLimits) -> Finding | None:
    """A finding that stops the person when the day's exports and this one hold more cases than the pack allows."""
    count = wanted + taken_today
    return Finding(AlertKind.MASS_EXPORT, Verdict.STOPPED, count) if count > limits.most_cases else None


def new_password() -> str:
    """A random password of more than 110 bits, such as 3F9M-K7QW-..., made so that nobody has to think of one."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
