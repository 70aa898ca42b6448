"""A small world with canaries: words that stand in one place only, so that a leak names itself."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from tests.routes.cases import make_cases
from tests.routes.courses import make_courses
from tests.routes.helpline import make_line
from tests.routes.partnership import make_partnership
from tests.routes.registers import make_registers
from tests.routes.signals import make_signals
from tests.routes.team import make_team
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.bearer import API_PREFIX
from zaklon.access.commands.people import NewPerson, invitation_link_key, invite
from zaklon.access.models import Post, User
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_body, make_user
from zaklon.api.tests.programs import secret_of
from zaklon.documents.values import Upload
from zaklon.plan.commands import progress
from zaklon.plan.commands.amending import amend_plan
from zaklon.plan.commands.evidence import attach_evidence
from zaklon.plan.commands.importing import NewImport, read_file
from zaklon.plan.commands.measurements import IndicatorEntry, record_indicator_value
from zaklon.plan.commands.plans import draft_plan
from zaklon.plan.commands.strategies import draft_strategy
from zaklon.plan.queries.work_lists import (
    activities_to_report,
    confirmations_of,
    indicator_ids,
    measure_ids,
    periods_of,
)
from zaklon.plan.tests.factories import activity_values, make_plan, make_strategy, plan_values, strategy_values
from zaklon.plan.tests.importing.made_plans import make_plan as make_made_plan
from zaklon.plan.tests.importing.made_plans import render
from zaklon.vocabulary.tests.folders import INVENTED
from zaklon.vocabulary.tests.loading import load_country

NOW = datetime(2020, 7, 3, 9, 0, tzinfo=UTC)

# canary -> what it stands in
CANARIES = {
    "kanarinac-draft-strategy": "title of a strategy that nobody adopted",
    "kanarinac-draft-plan": "title of a plan that nobody adopted",
    "kanarinac-unadopted": "progress that the circle of one activity knows",
    "kanarinac-returned": "a reason inside that circle",
    "kanarinac-evidence": "an evidence file of that circle",
    "kanarinac-file": "the name of that file",
    "kanarinac-import": "the name of a plan file that waits for confirmation",
    "kanarinac-colleague": "name of a person in another body",
    "kanarinac-address": "e-mail address of a person in another body",
    "kanarinac-invited": "name of a person who is invited",
    "kanarinac-own": "what of an entry never leaves the body that wrote it",
    "kanarinac-board": "an item of the Coordination Body",
    "kanarinac-owed": "a conclusion that another body owes",
    "kanarinac-applicant": "an organisation that applied for a grant",
    "kanarinac-contact": "the sealed contact of that organisation",
    "kanarinac-flag": "why a flag of a case was taken down",
    "kanarinac-duty": "the reason of a legal duty in a case",
    "kanarinac-pause": "the reason why a deadline of a case stands still",
    "kanarinac-danger": "why somebody broke the glass",
    "kanarinac-entry": "what a sealed entry says",
    "kanarinac-person": "name of a person in a case",
    "kanarinac-paper": "name of a sealed file",
    "kanarinac-inside": "what a sealed file holds",
    "kanarinac-reveal": "why somebody wanted to see a person's name",
    "kanarinac-hold": "why a file is kept for a court",
    "kanarinac-answer": "why a request of a person was granted in part",
    "kanarinac-goal": "a sealed entry of a case",
    "kanarinac-purpose": "what a sealed copy was made for",
    "kanarinac-order": "on what basis data are erased",
    "kanarinac-course": "a course that its body has not published",
    "KNRN-CF7D": "code of a case in another body",
}
# Whoever holds the signed link of an invitation is the person whom it names.
BY_LINK = {("access:invitation", "kanarinac-invited")}

OFFICE = frozenset({Role.COORDINATOR, Role.ANALYST, Role.BOARD_MEMBER})
READS_ALL = OFFICE | {Role.AUDITOR, Role.DATA_PROTECTION_OFFICER}

# Who may meet which canary; every other role in another body may meet none.
MAY_MEET: dict[str, frozenset[Role]] = {
    "kanarinac-draft-strategy": READS_ALL,
    "kanarinac-draft-plan": READS_ALL,
    "kanarinac-unadopted": READS_ALL,
    "kanarinac-returned": READS_ALL,
    "kanarinac-evidence": READS_ALL,
    "kanarinac-file": READS_ALL,
    "kanarinac-import": frozenset({Role.COORDINATOR}),
    "kanarinac-colleague": READS_ALL | {Role.ADMINISTRATOR},
    "kanarinac-address": frozenset({Role.ADMINISTRATOR}),
    "kanarinac-invited": frozenset({Role.ADMINISTRATOR}),
    "kanarinac-board": OFFICE | {Role.AUDITOR},
    "kanarinac-owed": OFFICE | {Role.AUDITOR},
    "kanarinac-applicant": OFFICE | {Role.AUDITOR},
    "kanarinac-contact": frozenset({Role.COORDINATOR}),
    "kanarinac-course": frozenset(),
    "kanarinac-flag": frozenset(),
    "kanarinac-duty": frozenset(),
    "kanarinac-pause": frozenset(),
    "kanarinac-danger": frozenset({Role.DATA_PROTECTION_OFFICER}),
    "kanarinac-entry": frozenset(),
    "kanarinac-person": frozenset(),
    "kanarinac-paper": frozenset(),
    "kanarinac-inside": frozenset(),
    "kanarinac-reveal": frozenset(),
    "kanarinac-hold": frozenset({Role.DATA_PROTECTION_OFFICER}),
    "kanarinac-answer": frozenset({Role.DATA_PROTECTION_OFFICER}),
    # The officer hands the approved copy to the person.
    "kanarinac-goal": frozenset({Role.DATA_PROTECTION_OFFICER}),
    "kanarinac-purpose": frozenset({Role.DATA_PROTECTION_OFFICER}),
    "kanarinac-order": frozenset({Role.DATA_PROTECTION_OFFICER}),
    "KNRN-CF7D": frozenset({Role.COORDINATOR}),
}


class Both(Client):
    """A browser, and at addresses of the API a program of the same person; each with what it needs, and no more."""

    def __init__(self, session: str = "", secret: str = "") -> None:
        super().__init__(raise_request_exception=False)
        self.secret = secret
        if session:
            self.cookies["sessionid"] = session

    def generic(self, method, path, *args, **extra):
        if self.secret and str(path).startswith(API_PREFIX):
            extra["HTTP_AUTHORIZATION"] = f"Bearer {self.secret}"
        return super().generic(method, path, *args, **extra)


@dataclass
class World:
    """Ids for every kind of address, and a signed-in client for every role."""

    ids: dict[str, object] = field(default_factory=dict)
    users: dict[Role, User] = field(default_factory=dict)
    colleague: User = field(default_factory=User)
    secrets: dict[tuple[Role, UUID], str] = field(default_factory=dict)

    def insider(self) -> Client:
        """A browser of the reporter and head of the lead body, and a program of the same as case manager."""
        return Both(_session(self.colleague), self._secret(Role.CASE_MANAGER, self.colleague))

    def client(self, role: Role) -> Client:
        """A browser that the role is signed in with, and its program; the public has none."""
        if role not in self.users:
            return Both()
        return Both(_session(self.users[role]), self._secret(role, self.users[role]))

    def _secret(self, role: Role, user: User) -> str:
        with acting_as(SYSTEM):
            post = Post.objects.get(user=user, role=role)
        place = (role, user.pk)
        if place not in self.secrets:
            actor = Actor.holding(frozenset({role}), user_id=user.pk, body_id=post.body_id)
            self.secrets[place] = secret_of(actor)
        return self.secrets[place]


def make_world() -> World:
    """One adopted plan with an unadopted report, one draft of everything, one person for every role."""
    world = World()
    lead, partner, elsewhere = make_body("LEAD-X"), make_body("PART-X"), make_body("ELSEWHERE-X")
    colleague = make_user("kanarinac-address@example.invalid", full_name="kanarinac-colleague")
    post = _post(colleague, lead, Role.REPORTER)
    _post(colleague, lead, Role.HEAD)
    _post(colleague, lead, Role.CASE_MANAGER)
    _post(colleague, lead, Role.TEAM_SECRETARY)
    _post(colleague, lead, Role.SHELTER_STAFF)
    _post(colleague, lead, Role.HOTLINE_OPERATOR)
    _post(colleague, lead, Role.HOTLINE_SUPERVISOR)
    world.colleague = colleague
    reporter = Actor.holding(frozenset({Role.REPORTER}), user_id=colleague.pk, body_id=lead.pk)
    strategy = make_strategy()
    plan = make_plan(activity_values(lead=lead.code, partners=[partner.code]), strategy=strategy)
    with acting_as(SYSTEM):
        activity = activities_to_report(plan.pk)[0]
        period_id = periods_of(plan.pk)[0]
        indicator_id = indicator_ids(strategy.pk)["PI-1"]
        entry = IndicatorEntry(date(2020, 1, 1), date(2020, 12, 31), number=Decimal(400), note="invented")
        record_indicator_value(indicator_id, entry, actor=SYSTEM, now=NOW)
        draft = draft_strategy(strategy_values(code="DRAFT", title="kanarinac-draft-strategy"), actor=SYSTEM, now=NOW)
        later = draft_plan(
            strategy.pk,
            plan_values(activity_values("9.9.9", lead=lead.code), year=2021, title="kanarinac-draft-plan"),
            actor=SYSTEM,
            now=NOW,
        )
        amendment = amend_plan(plan.pk, actor=SYSTEM, now=NOW)
        newcomer = NewPerson("invited@example.invalid", "kanarinac-invited", "en", lead.pk, Role.REPORTER)
        invitation = invite(newcomer, actor=SYSTEM, now=datetime.now(tz=UTC))
        measure = measure_ids(later)[0]
    report = _returned_report(activity, period_id, reporter)
    attachment = _evidence(report, reporter)
    with acting_as(SYSTEM):
        confirmation = confirmations_of(report)[0][0]
    for role in Role:
        if role is not Role.PUBLIC:
            world.users[role] = make_user(f"{role.value}@example.invalid", full_name=f"Invented {role.value}")
            _post(world.users[role], elsewhere, role)
    with acting_as(SYSTEM):
        plan_import = read_file(
            NewImport("kanarinac-import.txt", render(make_made_plan(3), "txt"), None, None), actor=SYSTEM, now=NOW
        )
    with acting_as(SYSTEM):
        # The country's numbers: what may leave in a day, how many persons erase.
        load_country(INVENTED, now=NOW)
    made_cases = make_cases(colleague, lead)
    world.ids = {
        **made_cases,
        **make_team(colleague, lead),
        **make_line(colleague, lead, elsewhere, datetime.now(tz=UTC)),
        **make_partnership(colleague, lead, datetime.now(tz=UTC)),
        **make_signals(colleague, lead, made_cases["code"], datetime.now(tz=UTC)),
        **make_registers(reporter, datetime.now(tz=UTC)),
        "strategy_id": [strategy.pk, draft],
        "plan_id": [plan.pk, later, amendment],
        "amendment_id": [amendment],
        "activity_id": [activity.activity_id],
        "report_id": [report],
        "period_id": [period_id],
        "indicator_id": [indicator_id],
        "confirmation_id": [confirmation],
        "result_id": [activity.results[0]],
        "body_id": [lead.pk],
        "user_id": [colleague.pk],
        "invitation_id": [invitation],
        "post_id": [post],
        "attachment_id": [attachment],
        "file_id": [attachment],
        "import_id": [plan_import],
        "measure_id": [measure],
        "pk": [1],
        "uidb36": ["1"],
        **make_courses(lead),
        "part_name": ["services", "identity", "no_part"],
        "program_key_id": [uuid.uuid4()],
        "form_code": ["lantern_walk"],
        "instrument": ["no_such_list"],
        "form": ["page", "pdf", "docx", "xlsx"],
        "verb": [
            *("submit", "approve", "check", "adopt", "send_back", "accept", "open_session"),
            *("publish", "admit", "move", "implement", "free"),
        ],
        "key": [invitation_link_key(invitation)],
    }
    return world


def _returned_report(activity, period_id, reporter):
    with acting_as(reporter):
        report = progress.start_report(activity.activity_id, period_id, actor=reporter, now=NOW)
        entry = progress.ProgressEntry(
            results=(progress.ResultEntry(activity.results[0], Decimal(2)),), done_text="kanarinac-unadopted"
        )
        progress.save_report(report, entry, actor=reporter, now=NOW)
    with acting_as(SYSTEM):
        progress.move_report(report, "submit", actor=SYSTEM, now=NOW)
        progress.move_report(report, "send_back", reason="kanarinac-returned", actor=SYSTEM, now=NOW)
    return report


def _evidence(report, reporter):
    """A file that only the circle may open, with a canary inside."""
    with acting_as(reporter):
        return attach_evidence(report, Upload("kanarinac-file.txt", b"kanarinac-evidence"), actor=reporter, now=NOW)


def _post(user, body, role):
    with acting_as(SYSTEM):
        return Post.objects.create(id=uuid.uuid4(), user=user, body=body, role=role, start_date=date(2020, 1, 1)).pk


def _session(user: User) -> str:
    from django.conf import settings
    from django.utils import timezone

    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store["second_factor"] = True
    store["seen"] = timezone.now().timestamp()
    store.create()
    return str(store.session_key)
