"""Who reads and who writes the loaded pack."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from zaklon.access.actor import PUBLIC, SIGN_IN
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.vocabulary.models import Form, FormText, PackLoad, Population, Term, TermLabel
from zaklon.vocabulary.queries import label
from zaklon.vocabulary.tests.folders import INVENTED
from zaklon.vocabulary.tests.loading import load_country

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def loaded(as_system):
    load_country(INVENTED, now=NOON)


@pytest.mark.parametrize("actor", [PUBLIC, SIGN_IN], ids=["public", "signing in"])
def test_everyone_reads_the_pack(acting, actor):
    with acting(actor):
        assert label("region", "highland", "en") == "Highland"
        assert Term.objects.count() > 90


@pytest.mark.parametrize("role", list(Role))
def test_no_role_writes_it(acting, role):
    with acting(make_actor(role)):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Term.objects.create(list_code="region", code="new", order=1, source="x", certainty="read", note="")
        assert Term.objects.update(order=99) == 0
        assert TermLabel.objects.all().delete()[0] == 0
        assert Population.objects.all().delete()[0] == 0
        assert FormText.objects.all().delete()[0] == 0
        assert Form.objects.update(order=99) == 0


def test_not_even_the_system_deletes_a_term_or_rewrites_the_history_of_loads():
    for change in (
        lambda: Term.objects.all()._raw_delete("default"),
        lambda: Form.objects.all()._raw_delete("default"),
        lambda: PackLoad.objects.update(version="1.1.1"),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()
