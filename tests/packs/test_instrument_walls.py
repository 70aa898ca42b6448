"""Who reads and who writes the instruments of screening."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from zaklon.access.actor import PUBLIC
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.vocabulary.commands import load_pack
from zaklon.vocabulary.instrument_models import Indicator, Instrument
from zaklon.vocabulary.pack import PACKS_DIR, read_pack
from zaklon.vocabulary.queries import vocabulary

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
INSTRUMENT = read_pack(PACKS_DIR / "montenegro").instruments[0]
PACK = replace(read_pack(Path(__file__).parent / "testland"), instruments=(INSTRUMENT,))


@pytest.fixture(autouse=True)
def loaded(as_system):
    load_pack(PACK, now=NOON)


@pytest.mark.parametrize("role", [None, *Role])
def test_everyone_reads_instruments_and_nobody_changes_or_removes_one(acting, role):
    with acting(make_actor(role) if role else PUBLIC):
        assert vocabulary().instruments_on(date(2026, 3, 2)) == (INSTRUMENT,)
        assert Instrument.objects.update(is_on=False) == Indicator.objects.update(strength="weak") == 0
        for model in (Indicator, Instrument):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                model.objects.all()._raw_delete("default")


def test_not_even_the_system_removes_a_version_that_answers_were_given_to():
    for model in (Indicator, Instrument):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            model.objects.all()._raw_delete("default")
