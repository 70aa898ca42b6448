"""Every table behind a forced policy, every policy in a safe shape, every field with its privacy class."""

import re

import pytest
from django.apps import apps
from django.db import connection

from zaklon.config.deploy.open_tables import OPEN_TABLES

OWN_APPS = {
    "access",
    "audit",
    "notify",
    "vocabulary",
    "documents",
    "plan",
    "cases",
    "pathway",
    "identification",
    "protection",
    "signal",
    "registers",
    "helpline",
    "capacity",
    "partnership",
}

pytestmark = pytest.mark.django_db


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_every_table_has_forced_row_policies_or_a_reason():
    found = rows(
        "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class "
        "WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    )
    unprotected = {name for name, is_forced in found if not is_forced}
    assert unprotected == set(OPEN_TABLES)


def test_the_application_role_reads_no_open_table_that_it_does_not_need():
    for table in ("app_context_key", "auth_permission", "auth_group", "django_content_type"):
        assert rows(f"SELECT has_table_privilege('zaklon_app', '{table}', 'SELECT')") == [(False,)]


def test_every_policy_asks_for_the_acting_context_and_has_a_safe_shape():
    """Only `key = ANY (ARRAY(select))`, `me = ANY (column)` and plain columns: nested EXISTS gave wrong answers."""
    policies = rows(
        "SELECT polrelid::regclass::text, polname, coalesce(pg_get_expr(polqual, polrelid), '') || ' ' || "
        "coalesce(pg_get_expr(polwithcheck, polrelid), '') FROM pg_policy"
    )
    assert len(policies) > 100
    for table, name, condition in policies:
        assert "EXISTS" not in condition.upper(), f"{table}.{name}"
        assert " IN (SELECT" not in re.sub(r"\s+", " ", condition).upper(), f"{table}.{name}"
        assert "SECURITY" not in condition.upper(), f"{table}.{name}"
        reads_policy_of_parent = re.search(r"ARRAY\(\s*SELECT", condition)
        assert "app_" in condition or reads_policy_of_parent or "is_adopted" in condition, f"{table}.{name}"


def test_no_view_or_function_passes_by_the_policies():
    views = rows("SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace")
    assert views == []
    definers = rows("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace")
    assert definers == [("app_context",)]


@pytest.mark.parametrize(
    "model", [model for model in apps.get_models() if model._meta.app_label in OWN_APPS], ids=lambda m: m.__name__
)
def test_every_field_has_exactly_one_privacy_class(model):
    privacy = model.Privacy
    classes = [set(privacy.identifying), set(privacy.coded), set(privacy.system)]
    fields = {field.name for field in model._meta.local_fields}
    assert set().union(*classes) == fields
    assert sum(len(each) for each in classes) == len(fields), "a field stands in two classes"


@pytest.mark.parametrize(
    "model", [model for model in apps.get_models() if model._meta.app_label in OWN_APPS], ids=lambda m: m.__name__
)
def test_a_record_says_nothing_about_a_person_when_printed(model):
    text = str(model())
    for field in model.Privacy.identifying:
        assert field not in text.lower()
