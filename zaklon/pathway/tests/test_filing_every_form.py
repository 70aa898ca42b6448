"""Every form of the first country can be filed from a page by somebody in a role that the study names (DOMAIN.md B.4).

Walked are all pages on which a form can be filed: each step with a form for each of its roles, and each form that a
role may fill in a part that it writes. A form that only others read afterwards is filed as into a letter box.
"""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.cases.kinds import Level, Part
from zaklon.cases.models import Record
from zaklon.cases.rules.decide import Tie, level_of
from zaklon.cases.tests.factories import CHILD, now
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.pathway.commands import steps
from zaklon.pathway.models import Standing
from zaklon.pathway.tests.factories import Way
from zaklon.plan.tests.pages import client_of
from zaklon.vocabulary.pack import REGISTER_PART, FieldKind
from zaklon.vocabulary.queries import vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# As a lawyer would say it. Form F16 has a page of its own: zaklon/protection/tests.
NAMED = {
    "f1_signal": {"hotline_operator", "first_responder", "case_manager", "police_investigator"},
    "f2_screening": {"first_responder", "case_manager"},
    "f3_referral": {"first_responder", "case_manager"},
    "f4_team_record": {"team_president", "team_secretary"},
    "f5_consent": {"case_manager"},
    "f6_risk": {"case_manager", "shelter_staff"},
    "f7_needs": {"case_manager", "first_responder"},
    "f8_service_plan": {"case_manager"},
    "f9_placement": {"case_manager", "shelter_staff"},
    "f10_child": {"case_manager", "first_responder"},
    "f11_residence": {"residence_officer"},
    "f12_return": {"case_manager"},
    "f13_tracing": {"case_manager"},
    "f14_monitoring_visit": {"case_manager"},
    "f15_non_punishment": {"case_manager"},
    "f16_complaint": {"case_manager", "first_responder"},
    "f17_closure": {"case_manager"},
    "f18_reconsideration": {"case_manager", "guardian"},
    "f19_legal_aid": {"case_manager"},
}


def writers(part: str) -> set[str]:
    """Roles that write the part when they are at work on the case, without a consent."""
    tie = {role: Tie(assigned=frozenset({role})) for role in Role}
    return {str(role) for role in Role if level_of(tie[role], Part[part.upper()]) == Level.WRITE}


def pages_of(form: str) -> Iterator[tuple[str, str, str]]:
    """Role, way and verb of each page on which the form can be filed; without a way, a sheet of its part."""
    words = vocabulary()
    for step in words.steps:
        yield from ((str(role), step.way, step.verb) for role in step.roles if step.form == form)
    yield from ((role, "", "") for role in sorted(writers(words.form(form, on=timezone.localdate(now())).part)))


def posted(form: str, hidden: dict[str, str]) -> dict[str, str | list[str]]:
    """The fields of a page with a whole form."""
    definition = definition_of(form, "en", on=timezone.localdate(now()))
    sent: dict[str, str | list[str]] = {**hidden}
    for code, said in filled(definition, timezone.localdate(now())).items():
        kind = definition.by_code[code].kind
        if kind is FieldKind.DAY:
            year, month, day = str(said).split("-")
            sent |= {f"answer-{code}-day": day, f"answer-{code}-month": month, f"answer-{code}-year": year}
        else:
            sent[f"answer-{code}"] = "\n".join(said) if kind is FieldKind.LINES else said
    return sent


def filed(way: Way, actors, form: str, page: tuple[str, str, str]) -> bool:
    """Whether the page opens for the role, and what is sent lies in the file afterwards, written by that person."""
    role, on_way, verb = page
    actor, hidden = actors[role], {"request_key": str(uuid4())}
    address = reverse("cases:fill", args=[way.code, way.person.pk, form])
    if on_way:
        hidden["seen_state"] = stand(way, on_way, verb)
        address = reverse("pathway:step", args=[way.code, 1, on_way, verb])
    client = client_of(actor)
    assert client.get(address).status_code == 200, (form, page)
    with acting_as(SYSTEM):
        sent = posted(form, hidden)
    response = client.post(address, sent)
    assert response.status_code == 302, (form, page, response.content.decode()[:3000])
    with acting_as(SYSTEM):
        written = Record.objects.filter(kind=form, author_id=actor.user_id, request_key=hidden["request_key"])
        return written.exists()


def stand(way: Way, on_way: str, verb: str) -> str:
    """Let the person stand where the step leads on from, whatever led there; gives the state."""
    with acting_as(SYSTEM):
        words = vocabulary()
        state = next(each for each in words.steps if (each.way, each.verb) == (on_way, verb)).sources[0]
        Standing.objects.update_or_create(
            person=way.person,
            way=on_way,
            defaults={
                "case_id": way.person.case_id,
                "part": Part[words.ways[on_way].part.upper()],
                "state": state,
                "since": now(),
                "circle": way.person.circle,
                "is_sealed": False,
            },
        )
    return state


@pytest.fixture
def way(monkeypatch):
    """Who may file is asked here, not what a step needs besides and what follows from it."""
    monkeypatch.setattr(steps, "refuse_unmet", lambda _needs, _situation: None)
    monkeypatch.setattr(steps, "happen", lambda _taken: None)
    return Way(CHILD)


@pytest.mark.parametrize("form", NAMED)
def test_the_form_is_filed_from_a_page_by_each_role_that_is_named(way, form):
    with acting_as(SYSTEM):
        pages = list(pages_of(form))
    assert {role for role, _way, _verb in pages} >= NAMED[form]
    actors = {"case_manager": way.manager}
    for role in {role for role, _way, _verb in pages} - {"case_manager"}:
        actors[role] = make_actor(role)
        way.assign(actors[role])
    assert [page for page in pages if not filed(way, actors, form, page)] == []


def test_every_form_of_the_country_is_walked(way):
    with acting_as(SYSTEM):
        found = vocabulary().forms_in_use(timezone.localdate(now()))
        assert {form.code for form in found if form.part != REGISTER_PART} == set(NAMED)
