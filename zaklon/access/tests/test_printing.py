"""The printed matrix says what the code says."""

from pathlib import Path

from zaklon.access.permissions import Permission
from zaklon.access.printing import permissions_page
from zaklon.access.roles import MATRIX, Role, permissions_of, reach_of
from zaklon.common.rowpolicy import REACHES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "permissions.md"


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_page_in_docs_is_the_printed_one():
    assert PAGE.read_text() == permissions_page(), "docs/permissions.md is stale: make docs"


def test_every_role_stands_in_the_matrix_with_exactly_its_permissions():
    lines = permissions_page().splitlines()
    head = next(line for line in lines if line.startswith("| role |"))
    columns = [name.strip("`") for name in cells(head)[2:]]
    for role in Role:
        row = cells(next(line for line in lines if f"(`{role.value}`)" in line))
        held = {name for name, mark in zip(columns, row[2:], strict=True) if mark == "yes"}
        assert held == {permission.value for permission in MATRIX[role].permissions}
        assert row[1] == MATRIX[role].reach


def test_every_permission_and_every_reach_of_a_role_is_explained():
    page = permissions_page()
    for permission in Permission:
        assert f"| `{permission.value}` | " in page
    for reach in {grant.reach for grant in MATRIX.values()}:
        assert f"| {reach} | " in page.split("## How far each reach goes")[1]


def test_every_permission_is_held_by_somebody_and_every_role_has_a_known_reach():
    assert permissions_of(Role) == frozenset(Permission)
    assert {grant.reach for grant in MATRIX.values()} <= set(REACHES)


def test_several_roles_add_up_and_the_widest_reach_counts():
    roles = [Role.REPORTER, Role.COORDINATOR]
    assert reach_of(roles) == "office"
    assert permissions_of(roles) == MATRIX[Role.REPORTER].permissions | MATRIX[Role.COORDINATOR].permissions
    assert reach_of([]) == "public"
    assert permissions_of([]) == frozenset()


def test_who_keeps_people_changes_nothing_in_a_plan_and_who_audits_changes_nothing_at_all():
    assert MATRIX[Role.ADMINISTRATOR].permissions == {
        Permission.PLAN_READ,
        Permission.PEOPLE_MANAGE,
        Permission.REPORT_EXPORT,
        Permission.BODIES_MANAGE,
        Permission.SYSTEM_READ,
        Permission.COURSE_TAKE,
    }
    reading = {Permission.PLAN_READ, Permission.AUDIT_READ, Permission.PROGRESS_READ_ALL, Permission.REPORT_EXPORT}
    reading |= {Permission.SYSTEM_READ, Permission.COURSE_TAKE, Permission.REGISTER_READ, Permission.BOARD_READ}
    reading |= {Permission.GRANT_READ}
    assert MATRIX[Role.AUDITOR].permissions <= reading
    assert MATRIX[Role.DATA_PROTECTION_OFFICER].permissions <= reading | {Permission.PRIVACY_REVIEW}
