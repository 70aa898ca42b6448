"""The access matrix of the case file, after SECURITY.md 3.2 and DOMAIN.md F.3; printed to docs/case-access.md.

Each letter says what a post opens, for a person who is assigned to the case with that role:

    O  reads and writes
    R  reads and writes until the case is referred, then nothing
    A  reads
    C  reads when the part is opened to the body by consent or a named legal duty
    S  sees the words of the part's state only
    -  nothing; not even that there is something

Two roles oversee without being assigned: the coordinator every case that is not sealed, the supervisor of case work
those of the own body. A person with a conflict of interest in a case meets nothing of it, whatever the letters say.
"""

from collections.abc import Mapping
from types import MappingProxyType

from zaklon.access.roles import Role
from zaklon.cases.kinds import Part

PARTS = (
    Part.SHELL,
    Part.IDENTITY,
    Part.CONTACT,
    Part.SCREENING,
    Part.TESTIMONY,
    Part.HEALTH,
    Part.PLACEMENT,
    Part.JUSTICE,
    Part.COMPENSATION,
    Part.SERVICES,
    Part.RISK,
    Part.SIGNAL,
    Part.RESIDENCE,
)

# The columns are PARTS: shell, identity, contact, screening, testimony, health, placement, justice, compensation,
# services, risk, signal, residence.
_LETTERS = {
    Role.HOTLINE_OPERATOR: "R - - - - - - - - - S R -",
    Role.HOTLINE_SUPERVISOR: "A - - - - - - - - S A A -",
    Role.FIRST_RESPONDER: "R R - R R - - - - - S R -",
    Role.TEAM_MEMBER: "A A - O A S - S - S A A S",
    Role.TEAM_PRESIDENT: "A A - O A S - S - S A A S",
    Role.TEAM_SECRETARY: "A A - O A S - S - S A A S",
    Role.CASE_MANAGER: "O O O O C C O S A O O O O",
    Role.GUARDIAN: "A A A C C C A A A A A - A",
    Role.SHELTER_STAFF: "A A O S - C O S - O A - S",
    Role.HEALTH_WORKER: "A A - - - O - - - S A - -",
    Role.POLICE_INVESTIGATOR: "A A - S C - - O - - A O S",
    Role.PROSECUTOR: "A A - S C C - O S - A A S",
    Role.COURT_SUPPORT: "A A - - - - - A S S A - -",
    Role.LEGAL_AID_LAWYER: "A A C S C C - A A S A C A",
    Role.COMPENSATION_OFFICER: "A A - S - C - S O - - - -",
    Role.RESIDENCE_OFFICER: "A A - S - - - S - - S - O",
    Role.INTERPRETER: "A - - - A - - - - - - - -",
}

MATRIX: Mapping[Role, Mapping[Part, str]] = MappingProxyType(
    {role: MappingProxyType(dict(zip(PARTS, letters.split(), strict=True))) for role, letters in _LETTERS.items()}
)

# What oversight shows without an assignment: the shell in full, the words of these parts' states.
OVERSIGHT: Mapping[Role, frozenset[Part]] = MappingProxyType(
    {
        Role.COORDINATOR: frozenset(
            {Part.SCREENING, Part.JUSTICE, Part.COMPENSATION, Part.SERVICES, Part.RISK, Part.SIGNAL, Part.RESIDENCE}
        ),
        Role.CASE_SUPERVISOR: frozenset(
            {Part.SCREENING, Part.PLACEMENT, Part.SERVICES, Part.RISK, Part.SIGNAL, Part.RESIDENCE}
        ),
    }
)

# Break-glass (DOMAIN.md F.4): who may, for which parts. Contact and placement are never opened this way, testimony
# never in a sealed case; the danger that justifies it is met with identity and risk.
BREAK_GLASS: Mapping[Role, frozenset[Part]] = MappingProxyType(
    {
        Role.COORDINATOR: frozenset({Part.IDENTITY, Part.RISK}),
        Role.FIRST_RESPONDER: frozenset({Part.IDENTITY, Part.RISK}),
        Role.CASE_MANAGER: frozenset({Part.IDENTITY, Part.TESTIMONY, Part.HEALTH, Part.RISK}),
        Role.TEAM_MEMBER: frozenset({Part.IDENTITY, Part.RISK}),
        Role.POLICE_INVESTIGATOR: frozenset({Part.IDENTITY, Part.RISK}),
    }
)
