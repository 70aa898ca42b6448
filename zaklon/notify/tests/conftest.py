"""Somebody who is written to, and addresses without the rest of the product."""

import pytest

from zaklon.access.tests.factories import make_user


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "zaklon.access.tests.addresses"
    settings.PUBLIC_URL = "https://zaklon.invalid"


@pytest.fixture
def reader(request):
    return make_user("reader@example.invalid", full_name="Invented Reader")
