"""Browsers and people for the tests of pages."""

import pytest
from django.test import Client

from zaklon.access.tests.browsing import make_person, mount_pages


@pytest.fixture
def pages(settings):
    """Only this context's pages and the shell below it are mounted."""
    mount_pages(settings)


@pytest.fixture
def visitor(pages, db):
    """A browser in which nobody is signed in."""
    return Client()


@pytest.fixture
def person(db):
    """Somebody with a second factor."""
    return make_person()


@pytest.fixture
def newcomer(db):
    """Somebody with no second factor yet."""
    return make_person(second_factor=False)
