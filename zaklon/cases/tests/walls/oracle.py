"""An independent oracle: who gets how far into which part, read again from the law of the product, sharing no code.

It knows the matrix as the table of SECURITY.md 3.2 in words of its own, walks raw facts, and answers one question.
Written without the product's rules on purpose: two who copy from each other cannot contradict each other.
"""

from dataclasses import dataclass, field
from datetime import datetime

NOTHING, STATUS, READ, WRITE = -1, 0, 1, 2
PARTS = [
    "shell", "identity", "contact", "screening", "testimony", "health", "placement", "justice", "compensation",
    "services", "risk", "signal", "residence",
]  # fmt: skip

TEAM = {
    "write": {"screening"},
    "read": {"shell", "identity", "testimony", "risk", "signal"},
    "status": {"health", "justice", "services", "residence"},
}
TEAM_ROLES = ("team_member", "team_president", "team_secretary")
MAY = {
    "hotline_operator": {"until_referred": {"shell", "signal"}, "status": {"risk"}},
    "hotline_supervisor": {"read": {"shell", "risk", "signal"}, "status": {"services"}},
    "first_responder": {
        "until_referred": {"shell", "identity", "screening", "testimony", "signal"},
        "status": {"risk"},
    },
    **dict.fromkeys(TEAM_ROLES, TEAM),
    "case_manager": {
        "write": {
            "shell",
            "identity",
            "contact",
            "screening",
            "placement",
            "services",
            "risk",
            "signal",
            "residence",
        },
        "opened": {"testimony", "health"},
        "read": {"compensation"},
        "status": {"justice"},
    },
    "guardian": {
        "read": {
            "shell",
            "identity",
            "contact",
            "placement",
            "justice",
            "compensation",
            "services",
            "risk",
            "residence",
        },
        "opened": {"screening", "testimony", "health"},
    },
    "shelter_staff": {
        "write": {"contact", "placement", "services"},
        "read": {"shell", "identity", "risk"},
        "opened": {"health"},
        "status": {"screening", "justice", "residence"},
    },
    "health_worker": {"write": {"health"}, "read": {"shell", "identity", "risk"}, "status": {"services"}},
    "police_investigator": {
        "write": {"justice", "signal"},
        "read": {"shell", "identity", "risk"},
        "opened": {"testimony"},
        "status": {"screening", "residence"},
    },
    "prosecutor": {
        "write": {"justice"},
        "read": {"shell", "identity", "risk", "signal"},
        "opened": {"testimony", "health"},
        "status": {"screening", "compensation", "residence"},
    },
    "court_support": {"read": {"shell", "identity", "justice", "risk"}, "status": {"compensation", "services"}},
    "legal_aid_lawyer": {
        "read": {"shell", "identity", "justice", "compensation", "risk", "residence"},
        "opened": {"contact", "testimony", "health", "signal"},
        "status": {"screening", "services"},
    },
    "compensation_officer": {
        "write": {"compensation"},
        "read": {"shell", "identity"},
        "opened": {"health"},
        "status": {"screening", "justice"},
    },
    "residence_officer": {
        "write": {"residence"},
        "read": {"shell", "identity"},
        "status": {"screening", "justice", "risk"},
    },
    "interpreter": {"read": {"shell", "testimony"}},
}
WATCHES = {
    "coordinator": {"screening", "justice", "compensation", "services", "risk", "signal", "residence"},
    "case_supervisor": {"screening", "placement", "services", "risk", "signal", "residence"},
}


@dataclass
class Post:
    """A user who acts for a body with roles."""

    user: str
    body: str
    roles: set[str]


@dataclass
class File:
    """Raw facts of one case, as a clerk would write them down: tuples and names."""

    assignments: list[tuple[str, str, str, datetime, datetime | None]] = field(default_factory=list)
    openings: list[tuple[str, str, datetime, datetime | None]] = field(default_factory=list)
    glass: list[tuple[str, str, str, datetime, datetime]] = field(default_factory=list)
    conflicts: set[str] = field(default_factory=set)
    lifted: set[str] = field(default_factory=set)
    sealed: bool = False
    referred: bool = False
    owner: str = ""


def during(now: datetime, starts: datetime, ends: datetime | None) -> bool:
    return not (now < starts) and (ends is None or now < ends)


def reach(file: File, post: Post, part: str, now: datetime) -> int:
    """NOTHING, STATUS, READ or WRITE."""
    if post.user in file.conflicts:
        return NOTHING
    best = NOTHING
    for user, body, role, starts, ends in file.assignments:
        if user == post.user and body == post.body and during(now, starts, ends):
            best = max(best, by_role(file, post, MAY.get(role, {}), part, now))
    best = max(best, by_glass(file, post, part, now))
    return best if file.sealed else max(best, by_watching(file, post, part, now))


def by_glass(file: File, post: Post, part: str, now: datetime) -> int:
    for user, body, broken, starts, ends in file.glass:
        is_mine = user == post.user and body == post.body and during(now, starts, ends)
        if is_mine and not (file.sealed and broken == "testimony") and part in (broken, "shell"):
            return READ
    return NOTHING


def by_role(file: File, post: Post, may: dict[str, set[str]], part: str, now: datetime) -> int:
    if part in may.get("write", ()):
        return WRITE
    if part in may.get("until_referred", ()):
        return NOTHING if file.referred else WRITE
    if part in may.get("read", ()):
        return READ
    if part in may.get("opened", ()):
        is_open = any(b == post.body and p == part and during(now, s, e) for b, p, s, e in file.openings)
        return READ if is_open else NOTHING
    return STATUS if part in may.get("status", ()) else NOTHING


def is_of_body(file: File, body: str, now: datetime) -> bool:
    """Whether somebody works on it for the body, or nobody at all does and the body owns it."""
    working = [b for _u, b, _r, s, e in file.assignments if during(now, s, e)]
    return body in working if working else body == file.owner


def by_watching(file: File, post: Post, part: str, now: datetime) -> int:
    best = NOTHING
    for role, parts in WATCHES.items():
        if role not in post.roles:
            continue
        if role == "case_supervisor" and not is_of_body(file, post.body, now):
            continue
        if part == "shell":
            best = max(best, READ)
        elif part in parts:
            best = max(best, STATUS)
    return best
