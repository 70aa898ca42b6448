"""The main menu: each entry opens for whoever is shown it, and what it leaves out is linked from the page it names."""

from uuid import uuid4

import pytest
from django.urls import reverse

from zaklon.access.actor import Actor
from zaklon.access.roles import Role
from zaklon.config.navigation import PLACES, places_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIGNED_IN = [role for role in Role if role is not Role.PUBLIC]


def actor_of(role):
    return Actor.holding(frozenset({role}), user_id=uuid4(), body_id=uuid4())


def test_every_entry_opens_for_each_role_that_is_shown_it(world):
    for role in SIGNED_IN:
        client = world.client(role)
        for place in places_for(actor_of(role)):
            assert client.get(reverse(place.view)).status_code == 200, f"{place.view} for {role}"


def test_what_is_left_out_is_linked_from_the_page_it_lies_within(world):
    tried = 0
    for role in SIGNED_IN:
        actor = actor_of(role)
        shown = {place.view for place in places_for(actor)}
        for place in PLACES:
            may_open = any(actor.may(permission) for permission in place.permissions)
            if not (place.within and may_open) or place.view in shown:
                continue
            text = world.client(role).get(reverse(place.within)).content.decode()
            assert f'href="{reverse(place.view)}"' in text.split("<main", 1)[1], f"{place.view} for {role}"
            tried += 1
    assert tried >= 4
