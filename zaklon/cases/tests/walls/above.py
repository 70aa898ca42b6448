"""Rows of the contexts above, which follow a case: told in SQL, for nothing here may import them."""

import random
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from zaklon.access.actor import Actor
from zaklon.access.models import Body
from zaklon.cases.kinds import Part
from zaklon.cases.models import Case, Person

# The Team and the directory of providers belong to no case. Each body of the world runs one provider.
_COUNTRY = """
    INSERT INTO identification_teammember (id, user_id, body_id, function, is_deputy, profile, starts_on, appointed_at)
    VALUES (%(member)s, %(user)s, %(body)s, 'member', false, 'other', %(now)s, %(now)s);
    INSERT INTO identification_oncallshift (id, member_id, starts_at, ends_at)
    VALUES (gen_random_uuid(), %(member)s, %(now)s, %(now)s + interval '1 hour');
    INSERT INTO identification_teamsession (id, kind, status, planned_at, called_by_id)
    VALUES (%(session)s, 'session', 'planned', %(now)s, %(user)s);
    INSERT INTO identification_attendance (session_id, member_id) VALUES (%(session)s, %(member)s);
"""
_PROVIDER = """
    INSERT INTO protection_provider (id, code, name, kind, body_id, services, added_at)
    VALUES (%(provider)s, %(code)s, 'Invented', 'shelter', %(body)s, '{shelter}', %(now)s);
    INSERT INTO protection_licence (id, provider_id, service, number, valid_from, valid_until, recorded_at)
    VALUES (%(licence)s, %(provider)s, 'shelter', '1', %(now)s, %(now)s, %(now)s);
    INSERT INTO protection_capacity (licence_id, profile, places) VALUES (%(licence)s, 'women', 1);
    INSERT INTO protection_suspension (id, licence_id, reason, starts_at)
    VALUES (gen_random_uuid(), %(licence)s, 'inspection', %(now)s);
    INSERT INTO protection_rate (provider_id, from_date, amount_minor, currency)
    VALUES (%(provider)s, %(now)s, 100, 'EUR');
"""
_OF_PART = """
    INSERT INTO pathway_standing (case_id, person_id, way, part, state, since, circle, is_sealed)
    VALUES (%(case)s, %(person)s, %(way)s, %(part)s, 'invented', %(now)s, %(circle)s, %(sealed)s);
    INSERT INTO pathway_move (id, case_id, person_id, way, part, verb, from_state, to_state, moved_at, circle,
                              is_sealed)
    VALUES (%(move)s, %(case)s, %(person)s, %(way)s, %(part)s, 'invent', 'a', 'b', %(now)s, %(circle)s, %(sealed)s);
    INSERT INTO pathway_deadline (id, case_id, person_id, way, part, clock, started_at, due_at, outcome, circle,
                                  is_sealed)
    VALUES (%(deadline)s, %(case)s, %(person)s, %(way)s, %(part)s, %(way)s, %(now)s, %(now)s, 'running', %(circle)s,
            %(sealed)s);
    INSERT INTO pathway_deadlinechange (deadline_id, case_id, person_id, part, kind, changed_at, user_id, body_id,
                                        due_before, due_after, reason)
    VALUES (%(deadline)s, %(case)s, %(person)s, %(part)s, 'paused', %(now)s, %(user)s, %(body)s, %(now)s, %(now)s,
            'invented');
"""
# Complaints stand in parts that have entries.
_OF_ENTRY = """
    INSERT INTO protection_incident (id, provider_id, severity, kinds, reported_on, filed_at, user_id, body_id, stops,
                                     outcome)
    VALUES (%(incident)s, %(provider)s, 'low', '{}', %(now)s, %(now)s, %(user)s, %(body)s, false, '');
    INSERT INTO protection_caseincident (incident_id, case_id, person_id, record_id, part)
    SELECT %(incident)s, %(case)s, %(person)s, id, part FROM cases_record
    WHERE case_id = %(case)s AND part = %(part)s LIMIT 1;
"""
_OF_CASE = """
    INSERT INTO identification_agendaitem (id, case_id, person_id, session_id, purpose, status, put_at)
    VALUES (%(item)s, %(case)s, %(person)s, %(session)s, 'decide', 'waiting', %(now)s);
    INSERT INTO identification_declaration (case_id, person_id, item_id, member_id, is_free, declared_at)
    VALUES (%(case)s, %(person)s, %(item)s, %(member)s, true, %(now)s);
    INSERT INTO identification_opinion (case_id, person_id, item_id, member_id, record_id, given_at)
    SELECT %(case)s, %(person)s, %(item)s, %(member)s, id, %(now)s FROM cases_record WHERE case_id = %(case)s LIMIT 1;
    INSERT INTO identification_vote (case_id, person_id, item_id, member_id, user_id, choice, cast_at)
    VALUES (%(case)s, %(person)s, %(item)s, %(member)s, %(user)s, 'grant', %(now)s);
    INSERT INTO identification_teamdecision (id, case_id, person_id, item_id, move_id, verb, state, is_reconsidered,
        decided_at, decided_on, sex, age_group, citizenship, forms, main_form, origin, recruited_in, is_complete,
        voters, votes_for, votes_against, told)
    SELECT gen_random_uuid(), %(case)s, %(person)s, %(item)s, id, 'grant', 'granted', false, %(now)s, %(now)s,
           'unknown', 'in_doubt', '', '{}', '', '', '', true, 1, 1, 0, '{}'
    FROM pathway_move WHERE case_id = %(case)s LIMIT 1;
    INSERT INTO protection_contactplan (id, case_id, person_id, language, allowed, forbidden, never_message, no_post,
                                        made_at, user_id, body_id)
    VALUES (gen_random_uuid(), %(case)s, %(person)s, 'en', '{}', '{}', false, false, %(now)s, %(user)s, %(body)s);
    INSERT INTO protection_placement (id, case_id, person_id, provider_id, licence_id, host_id, service, profile, state,
                                      asked_at, asked_by_id, asking_body_id, wanted_from, left_reason, circle,
                                      is_sealed)
    SELECT gen_random_uuid(), %(case)s, %(person)s, %(provider)s, %(licence)s, %(host)s, 'shelter', 'women', state,
           %(now)s, %(user)s, %(body)s, %(now)s, '', %(circle)s, %(sealed)s
    FROM unnest(ARRAY['waiting', 'declined']) AS state;
"""


@dataclass(frozen=True)
class Provider:
    """A provider of the world: its keys, and the body that runs it."""

    provider: uuid.UUID
    licence: uuid.UUID
    host: uuid.UUID


@dataclass(frozen=True)
class Country:
    """What cases refer to: the session and the member of the Team, and the providers."""

    session: uuid.UUID
    member: uuid.UUID
    providers: list[Provider]


def found_country(bodies: list[Body], someone: Actor, now: datetime) -> Country:
    """A Team of one member with a session to come, and a provider of each body."""
    country = Country(uuid.uuid4(), uuid.uuid4(), [Provider(uuid.uuid4(), uuid.uuid4(), body.pk) for body in bodies])
    by = {"user": someone.user_id, "body": someone.body_id, "now": now}
    _run(_COUNTRY, {"session": country.session, "member": country.member, **by})
    for each in country.providers:
        keys = {"provider": each.provider, "licence": each.licence, "code": each.host.hex[:8], "body": each.host}
        _run(_PROVIDER, {**keys, "now": now})
    return country


def follow(case: Case, person: Person, country: Country, actors: list[Actor], now: datetime) -> None:
    """A row in every table that follows a case, written by some of the actors."""
    chance = random.Random(case.pk)  # noqa: S311  a world that can be made again, no secret
    provider = chance.choice(country.providers)
    facts = {
        "case": case.pk,
        "person": person.pk,
        "now": now,
        "circle": case.circle,
        "sealed": case.is_sealed,
        "session": country.session,
        "member": country.member,
        "provider": provider.provider,
        "licence": provider.licence,
        "host": provider.host,
    }
    for part in Part:
        keys = {name: uuid.uuid4() for name in ("deadline", "move", "incident")}
        of_part = {**facts, **keys, **_by(chance.choice(actors)), "way": f"way_{part.value}", "part": part.value}
        _run(_OF_PART, of_part)
        if part is not Part.SHELL:
            _run(_OF_ENTRY, of_part)
    _run(_OF_CASE, {**facts, **_by(chance.choice(actors)), "item": uuid.uuid4()})


def _by(actor: Actor) -> dict[str, object]:
    return {"user": actor.user_id, "body": actor.body_id}


def _run(statements: str, facts: dict[str, object]) -> None:
    with connection.cursor() as cursor:
        for statement in statements.split(";")[:-1]:
            cursor.execute(statement, facts)
