"""The one matrix of roles and permissions, short enough for a lawyer; printed to docs/permissions.md.

Roles are those of DOMAIN.md B.4, with three that the reporting flow of section E needs (reporter, head, member of the
Coordination Body). Case roles hold only what this release has pages for; the case contexts add their own lines.
`reach` is what the database's row policies see (common.rowpolicy).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from zaklon.access.permissions import Permission as P


class Role(TextChoices):
    """What a post makes of its holder."""

    COORDINATOR = "coordinator", _("National coordinator's office")
    ANALYST = "analyst", _("Analyst of the coordinator's office")
    BOARD_MEMBER = "board_member", _("Member of the Coordination Body")
    REPORTER = "reporter", _("Reporter of a body")
    HEAD = "head", _("Head of a body")
    HOTLINE_OPERATOR = "hotline_operator", _("Hotline operator")
    HOTLINE_SUPERVISOR = "hotline_supervisor", _("Hotline supervisor")
    FIRST_RESPONDER = "first_responder", _("First responder")
    TEAM_MEMBER = "team_member", _("Member of the identification team")
    TEAM_PRESIDENT = "team_president", _("President of the identification team")
    TEAM_SECRETARY = "team_secretary", _("Secretary of the identification team")
    CASE_MANAGER = "case_manager", _("Case manager")
    CASE_SUPERVISOR = "case_supervisor", _("Supervisor of case work")
    GUARDIAN = "guardian", _("Guardian")
    SHELTER_STAFF = "shelter_staff", _("Shelter staff")
    HEALTH_WORKER = "health_worker", _("Health worker")
    POLICE_INVESTIGATOR = "police_investigator", _("Police investigator")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    COURT_SUPPORT = "court_support", _("Court support officer")
    LEGAL_AID_LAWYER = "legal_aid_lawyer", _("Legal-aid lawyer")
    COMPENSATION_OFFICER = "compensation_officer", _("Compensation officer")
    RESIDENCE_OFFICER = "residence_officer", _("Residence officer")
    INTERPRETER = "interpreter", _("Interpreter")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data-protection officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("System administrator")
    FOREIGN_OFFICE = "foreign_office", _("Office of another country")
    DONOR = "donor", _("Donor")
    PUBLIC = "public", _("Public, without sign-in")


@dataclass(frozen=True)
class Grant:
    """What a role may do (`permissions`) and which rows the database shows it (`reach`)."""

    reach: str
    permissions: frozenset[P]


def _grant(reach: str, *permissions: P) -> Grant:
    """What a post gives; courses are open to everyone who holds one."""
    return Grant(reach, frozenset({*permissions, P.COURSE_TAKE}))


_OFFICE = (P.PLAN_READ, P.PROGRESS_READ_ALL, P.REPORT_EXPORT, P.REGISTER_READ)
_PARTNERSHIP = (P.BOARD_READ, P.GRANT_READ)
_OF_A_BODY = (P.CONCLUSION_ANSWER, P.GRANT_ASSESS)
# What the public may take out, everyone who is signed in may too.
_CASE = (P.PLAN_READ, P.REPORT_EXPORT, P.FORM_PRINT, P.CASE_WORK)
# Guardians, interpreters, foreign offices and donors have no systems of their own that should act for them; those who
# watch over the system, and its administrator, have none that may.
_IN_A_BODY = (*_CASE, P.PROGRAM_ALLOW)
_CASE_ROLE = _grant("body", *_IN_A_BODY)
_SINGLE_CASES = _grant("body", *_CASE)
_REPORTS = (*_IN_A_BODY, P.SIGNAL_REPORT, P.CASE_OPEN, P.PROVIDER_READ)
_AT_THE_LINE = (P.CALL_LOG, P.CALL_READ, P.CALL_REPORT)
_EXPORTS_CASES = _grant("body", *_IN_A_BODY, P.CASE_EXPORT)

MATRIX: dict[Role, Grant] = {
    Role.COORDINATOR: _grant(
        "office",
        *_OFFICE,
        P.PLAN_EDIT,
        P.PROGRESS_CHECK,
        P.PERIOD_MANAGE,
        P.INDICATOR_RECORD,
        P.PROGRESS_WRITE,
        P.CASE_OVERSEE,
        P.CASE_SEAL,
        P.FORM_PRINT,
        P.TEAM_READ,
        P.TEAM_REPORT,
        P.PROVIDER_READ,
        P.PROVIDER_LICENSE,
        P.CALL_READ,
        P.CALL_OVERSEE,
        P.CALL_REPORT,
        P.CALL_ANSWER,
        P.PROGRAM_ALLOW,
        P.REGISTER_WRITE,
        P.REGISTER_KEEP,
        P.CERTIFICATE_ISSUE,
        P.COURSE_MANAGE,
        *_PARTNERSHIP,
        P.BOARD_MANAGE,
        P.CONCLUSION_ANSWER,
        P.GRANT_MANAGE,
        P.GRANT_DECIDE,
    ),
    Role.ANALYST: _grant(
        "office",
        *_OFFICE,
        *_PARTNERSHIP,
        P.GRANT_ASSESS,
        P.TEAM_REPORT,
        P.CALL_READ,
        P.CALL_REPORT,
        P.PROGRAM_ALLOW,
    ),
    Role.BOARD_MEMBER: _grant(
        "office",
        *_OFFICE,
        *_PARTNERSHIP,
        *_OF_A_BODY,
        P.PLAN_ADOPT,
        P.PROGRESS_ADOPT,
        P.TEAM_REPORT,
        P.CALL_REPORT,
        P.BOARD_VOTE,
        P.GRANT_DECIDE,
    ),
    Role.REPORTER: _grant(
        "body",
        P.PLAN_READ,
        P.PROGRESS_WRITE,
        P.PROGRESS_CONFIRM,
        P.REPORT_EXPORT,
        P.PROGRAM_ALLOW,
        P.REGISTER_READ,
        P.REGISTER_WRITE,
        *_OF_A_BODY,
        P.CERTIFICATE_ISSUE,
        P.COURSE_MANAGE,
    ),
    Role.HEAD: _grant(
        "body",
        P.PLAN_READ,
        P.PROGRESS_CONFIRM,
        P.PROGRESS_APPROVE,
        P.REPORT_EXPORT,
        P.PROVIDER_READ,
        P.PROVIDER_LICENSE,
        P.REGISTER_READ,
        P.REGISTER_WRITE,
        *_OF_A_BODY,
    ),
    Role.HOTLINE_OPERATOR: _grant("body", *_REPORTS, *_AT_THE_LINE),
    Role.HOTLINE_SUPERVISOR: _grant("body", *_IN_A_BODY, *_AT_THE_LINE, P.CALL_CORRECT, P.CALL_OVERSEE),
    Role.FIRST_RESPONDER: _grant("body", *_REPORTS, P.CALL_ANSWER),
    Role.TEAM_MEMBER: _grant("body", *_IN_A_BODY, P.TEAM_READ, P.TEAM_MEET, P.TEAM_REPORT),
    Role.TEAM_PRESIDENT: _grant("body", *_IN_A_BODY, P.TEAM_READ, P.TEAM_MEET, P.TEAM_REPORT, P.TEAM_MANAGE),
    Role.TEAM_SECRETARY: _grant(
        "body", *_IN_A_BODY, P.CASE_EXPORT, P.TEAM_READ, P.TEAM_MEET, P.TEAM_REPORT, P.TEAM_MANAGE
    ),
    Role.CASE_MANAGER: _grant(
        "body",
        *_IN_A_BODY,
        P.SIGNAL_REPORT,
        P.CASE_OPEN,
        P.CASE_EXPORT,
        P.PROVIDER_READ,
        P.CALL_ANSWER,
    ),
    Role.CASE_SUPERVISOR: _grant(
        "body", P.PLAN_READ, P.REPORT_EXPORT, P.FORM_PRINT, P.CASE_OVERSEE, P.PROVIDER_READ, P.PROGRAM_ALLOW
    ),
    Role.GUARDIAN: _SINGLE_CASES,
    Role.SHELTER_STAFF: _grant(
        "body",
        *_IN_A_BODY,
        P.CASE_OPEN,
        P.PROVIDER_READ,
        P.STAY_ANSWER,
    ),
    Role.HEALTH_WORKER: _CASE_ROLE,
    Role.POLICE_INVESTIGATOR: _grant("body", *_IN_A_BODY, P.SIGNAL_REPORT, P.CALL_ANSWER),
    Role.PROSECUTOR: _EXPORTS_CASES,
    Role.COURT_SUPPORT: _CASE_ROLE,
    Role.LEGAL_AID_LAWYER: _CASE_ROLE,
    Role.COMPENSATION_OFFICER: _CASE_ROLE,
    Role.RESIDENCE_OFFICER: _grant("body", *_IN_A_BODY, P.RESIDENCE_DECIDE),
    Role.INTERPRETER: _SINGLE_CASES,
    Role.DATA_PROTECTION_OFFICER: _grant(
        "audit", P.PLAN_READ, P.AUDIT_READ, P.REPORT_EXPORT, P.PRIVACY_REVIEW, P.SYSTEM_READ
    ),
    Role.AUDITOR: _grant(
        "audit",
        P.PLAN_READ,
        P.AUDIT_READ,
        P.PROGRESS_READ_ALL,
        P.REPORT_EXPORT,
        P.SYSTEM_READ,
        P.REGISTER_READ,
        *_PARTNERSHIP,
    ),
    Role.ADMINISTRATOR: _grant("admin", P.PLAN_READ, P.PEOPLE_MANAGE, P.BODIES_MANAGE, P.REPORT_EXPORT, P.SYSTEM_READ),
    Role.FOREIGN_OFFICE: _grant("public", P.REPORT_EXPORT),
    Role.DONOR: _grant("public", P.REPORT_EXPORT),
    Role.PUBLIC: Grant("public", frozenset({P.REPORT_EXPORT})),
}

# Widest first: a person with several roles in one body is seen by the database as the widest of them.
_WIDEST = ("office", "audit", "admin", "body", "public")


def permissions_of(roles: Iterable[Role]) -> frozenset[P]:
    """Union of what the roles may do."""
    return frozenset().union(*(MATRIX[role].permissions for role in roles))


def reach_of(roles: Iterable[Role]) -> str:
    """The widest reach among the roles; public when there is none."""
    held = {MATRIX[role].reach for role in roles}
    return next((reach for reach in _WIDEST if reach in held), "public")
