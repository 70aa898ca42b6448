"""The reports that these tests read, made once."""

import pytest
from django.db import transaction

from zaklon.plan.tests.outputs.telling import tell


@pytest.fixture(scope="package")
def told(django_db_setup, django_db_blocker):
    """Every report of two made-up years by name: plain values, so the database can forget the years at once."""
    with django_db_blocker.unblock(), transaction.atomic():
        reports = dict(tell())
        transaction.set_rollback(True)
    return reports
