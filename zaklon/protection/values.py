"""What commands of protection take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from zaklon.protection.kinds import Channel, Profile


@dataclass(frozen=True)
class NewProvider:
    """A provider of services; nothing here says where it is. `services` are codes of the pack's service_type."""

    name: str
    kind: str
    body_id: UUID
    services: tuple[str, ...]


@dataclass(frozen=True)
class NewLicence:
    """A licence for one type of service, with its places."""

    service: str
    number: str
    valid_from: date
    valid_until: date
    places: Mapping[Profile, int] = field(default_factory=dict)


@dataclass(frozen=True)
class NewStay:
    """A place that is asked for a person; with `may_wait`, on the waiting list where the provider is full."""

    person_id: UUID
    provider_code: str
    service: str
    profile: Profile
    wanted_from: date
    may_wait: bool = False


@dataclass(frozen=True)
class NewIncident:
    """A complaint or incident about a provider, in codes; `words` go sealed into the file of the person it is about."""

    provider_code: str
    severity: str
    kinds: tuple[str, ...]
    reported_on: date
    should_stop: bool = False
    case_code: str = ""
    person_id: UUID | None = None
    words: Mapping[str, str | list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """How a person may be reached: `forbidden` beats `allowed`; with nothing allowed, whatever is not forbidden is.

    Between the two hours only, local time; over midnight where the second is earlier. Without hours, at any time.
    `never_message`: nothing may be left behind, on a machine or with others; `no_post`: nothing may come by post.
    """

    language: str
    allowed: frozenset[Channel] = frozenset()
    forbidden: frozenset[Channel] = frozenset()
    hour_from: time | None = None
    hour_until: time | None = None
    never_message: bool = False
    no_post: bool = False
