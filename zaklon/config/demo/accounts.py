"""People of the demonstration. Their surnames say "example" in Montenegrin, so nobody can take them for real."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.utils import timezone

from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.commands.people import NewPerson, accept_invitation, give_post, invite
from zaklon.access.models import User
from zaklon.access.queries.bodies import ids_by_code
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role

DOMAIN = "demo.invalid"


@dataclass(frozen=True)
class DemoPerson:
    """Who it is, where, and as what; the first role is the post of the invitation."""

    name: str
    full_name: str
    body: str
    roles: tuple[Role, ...]

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"


PEOPLE = (
    DemoPerson("coordinator", "Vedrana Primjer", "MOI-DEP", (Role.COORDINATOR, Role.REPORTER)),
    DemoPerson("head", "Miloje Ogledni", "MOI-DEP", (Role.HEAD,)),
    DemoPerson("analyst", "Jasna Uzorak", "MOI-DEP", (Role.ANALYST,)),
    DemoPerson("board", "Krsto Primjerak", "CBO", (Role.BOARD_MEMBER,)),
    DemoPerson("board-prosecution", "Darinka Primjerak", "SSP", (Role.BOARD_MEMBER,)),
    DemoPerson("board-deputy", "Vidak Primjerak", "SSP", (Role.BOARD_MEMBER,)),
    DemoPerson("board-court", "Obrad Uzorni", "SCM", (Role.BOARD_MEMBER,)),
    DemoPerson("board-health", "Stoja Ogledna", "MOH", (Role.BOARD_MEMBER,)),
    DemoPerson("board-association", "Neda Nestvarna", "NGO-CZL", (Role.BOARD_MEMBER,)),
    DemoPerson("ministry", "Ognjen Izmišljen", "MOI", (Role.REPORTER,)),
    DemoPerson("ministry-head", "Stana Izmišljen", "MOI", (Role.HEAD,)),
    DemoPerson("police", "Bogdan Zamišljen", "POL", (Role.REPORTER,)),
    DemoPerson("police-head", "Ruža Zamišljen", "POL", (Role.HEAD,)),
    DemoPerson("training", "Ilinka Primjerna", "HRMA", (Role.REPORTER,)),
    DemoPerson("training-head", "Savo Primjerni", "HRMA", (Role.HEAD,)),
    DemoPerson("court", "Tamara Uzorna", "SCM", (Role.REPORTER,)),
    DemoPerson("court-head", "Vukota Uzorni", "SCM", (Role.HEAD,)),
    DemoPerson("prosecutor", "Nada Ogledna", "SSP", (Role.REPORTER, Role.HEAD)),
    DemoPerson("inspector", "Zeko Nestvarni", "AIA", (Role.REPORTER, Role.HEAD)),
    DemoPerson("social", "Milica Nestvarna", "ISCP", (Role.REPORTER, Role.HEAD)),
    DemoPerson("case-manager", "Dunja Primjerić", "CSW-PGD", (Role.CASE_MANAGER,)),
    DemoPerson("case-supervisor", "Vesna Primjerić", "CSW-PGD", (Role.CASE_SUPERVISOR,)),
    DemoPerson("investigator", "Luka Zamišljen", "POL", (Role.POLICE_INVESTIGATOR,)),
    DemoPerson("responder", "Tijana Zamišljen", "POL", (Role.FIRST_RESPONDER,)),
    DemoPerson("hotline", "Iva Nestvarna", "MLA", (Role.HOTLINE_OPERATOR,)),
    DemoPerson("hotline-supervisor", "Branka Nestvarna", "MLA", (Role.HOTLINE_SUPERVISOR,)),
    DemoPerson("shelter", "Maša Nestvarna", "MLA", (Role.SHELTER_STAFF,)),
    DemoPerson("labour-inspector", "Dragan Uzorak", "AIA", (Role.FIRST_RESPONDER,)),
    DemoPerson("patrol", "Vuk Zamišljen", "POL-GEN", (Role.FIRST_RESPONDER,)),
    DemoPerson("association", "Iskra Primjerak", "NGO-SNK", (Role.CASE_MANAGER,)),
    DemoPerson("house", "Senka Nestvarna", "NGO-WRC", (Role.SHELTER_STAFF,)),
    DemoPerson("guardian", "Stevan Čuvarski", "CSW-BAR", (Role.GUARDIAN,)),
    DemoPerson("residence", "Rajko Ogledni", "POL-FOR", (Role.RESIDENCE_OFFICER,)),
    DemoPerson("team-president", "Anđa Uzorna", "TFI", (Role.TEAM_PRESIDENT,)),
    DemoPerson("team-secretary", "Zora Ogledna", "TFI", (Role.TEAM_SECRETARY,)),
    DemoPerson("team-police", "Janko Zamišljen", "POL-CRIM", (Role.TEAM_MEMBER,)),
    DemoPerson("team-prosecutor", "Sofija Uzorna", "SSP", (Role.TEAM_MEMBER,)),
    DemoPerson("team-social", "Blažo Primjerić", "CSW-NIK", (Role.TEAM_MEMBER,)),
    DemoPerson("team-health", "Mirna Ogledna", "MOH", (Role.TEAM_MEMBER,)),
    DemoPerson("team-association", "Kosara Nestvarna", "NGO-CZL", (Role.TEAM_MEMBER,)),
    DemoPerson("auditor", "Petar Provjerić", "AZLP", (Role.AUDITOR,)),
    DemoPerson("protection", "Lena Čuvarić", "MOI", (Role.DATA_PROTECTION_OFFICER,)),
    DemoPerson("administrator", "Rade Podešić", "MOI", (Role.ADMINISTRATOR,)),
)


def make_people(now: datetime) -> None:
    """Invite and accept everyone, with one throw-away password and a second factor each."""
    password = _password(create=True)
    with acting_as(SYSTEM):
        bodies = ids_by_code({person.body for person in PEOPLE})
    for person in PEOPLE:
        body_id = bodies[person.body]
        newcomer = NewPerson(person.email, person.full_name, "en", body_id, person.roles[0])
        with acting_as(SYSTEM):
            invitation_id = invite(newcomer, actor=SYSTEM, now=now)
        with acting_as(SIGN_IN):
            user = accept_invitation(invitation_id, password, actor=SIGN_IN, now=now)
            TOTP.activate(user, generate_totp_secret())
        with acting_as(SYSTEM):
            for role in person.roles[1:]:
                give_post(user.pk, body_id, role, start_date=timezone.localdate(now), actor=SYSTEM, now=now)


def accounts() -> list[str]:
    """Lines that say how to sign in as each person; empty when there is no demonstration."""
    if not settings.ONE_CLICK_SIGN_IN or not _password():
        return []
    width = max(len(person.email) for person in PEOPLE)
    lines = [f"Sign in with one click: {settings.PUBLIC_URL}/demo/", "or with password and second factor, as:"]
    for person in PEOPLE:
        roles = ", ".join(str(role.label) for role in person.roles)
        lines.append(f"  {person.email:<{width}}  {roles} ({person.body})")
    lines.append(f"Password of all: {_password()}    One-time code: `zaklon demo EMAIL`")
    return lines


def one_time_code(email: str) -> str | None:
    """The person's current one-time code; None when nobody in the demonstration has the address."""
    if not settings.ONE_CLICK_SIGN_IN or email not in {person.email for person in PEOPLE}:
        return None
    with acting_as(SIGN_IN):
        factor = Authenticator.objects.filter(user__email=email, type=Authenticator.Type.TOTP).first()
        if factor is None:
            return None
        secret = get_adapter().decrypt(factor.data["secret"])
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def person_of(email: str) -> User | None:
    """The account of one of the demonstration's people."""
    if email not in {person.email for person in PEOPLE}:
        return None
    return User.objects.filter(email=email, is_active=True).first()


def _password(*, create: bool = False) -> str:
    path: Path = settings.DATA_DIR / "demo-password"
    if create and not path.exists():
        # Under its name only when whole: a start that is cut off here must not leave an empty password.
        draft = path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(9))
        draft.replace(path)
    return path.read_text().strip() if path.exists() else ""
