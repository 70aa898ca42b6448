"""What is handed to the commands of certificates, and what they give back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class NewCertificates:
    """Certificates of a training that are asked for: names one on each line; the key is that of the form, for once."""

    entry_id: UUID
    request_key: UUID
    names: str
    language: str


@dataclass(frozen=True)
class Printed:
    """One certificate as it is printed: whose, and its code. Nobody can make it again."""

    number: int
    name: str
    code: str


@dataclass(frozen=True)
class Issued:
    """A batch as it is printed, with its certificates."""

    batch: int
    is_course: bool
    language: str
    title: str
    organiser: str
    first_day: date
    last_day: date
    hours: int
    issued_on: date
    certificates: tuple[Printed, ...]
