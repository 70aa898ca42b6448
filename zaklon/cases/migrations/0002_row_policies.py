"""Who sees which rows of the case file.

A reader holds keys (cases_accesskey), each the number of a case, a part and a level; a row is seen by whoever holds its
key now. Those who oversee are told by plain columns instead: a coordinator's list of keys would be the whole country.
The conflict of a person with a case takes the overseer's view away too; keys are not made for it in the first place.

Only the system writes: every command of `cases.commands` first asks `decide`, then writes through `commands.walls`. What
a post itself adds to a part (records, the words of a state) is also held to its writing key here.
"""

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

ME = "(SELECT app_user())"
BODY = "(SELECT app_body())"
KEYS = (
    f"ARRAY(SELECT k.number FROM cases_accesskey k WHERE k.user_id = {ME} AND k.body_id = {BODY} "
    "AND k.starts_at <= statement_timestamp() AND (k.ends_at IS NULL OR statement_timestamp() < k.ends_at))"
)
CONFLICTS = f"ARRAY(SELECT c.case_id FROM cases_conflict c WHERE c.user_id = {ME} AND c.lifted_at IS NULL)"


def has_role(role: str) -> str:
    return f"'{role}' = ANY ((SELECT app_roles())::text[])"


COORDINATOR = has_role("coordinator")
SUPERVISOR = has_role("case_supervisor")
OFFICER = has_role("data_protection_officer")
# Parts whose states oversight shows: the shell and those of rules.matrix.OVERSIGHT.
COORDINATOR_PARTS = "part IN (0, 3, 7, 8, 9, 10)"
SUPERVISOR_PARTS = "part IN (0, 3, 6, 9, 10)"


def overseen(coordinator: str, supervisor: str, case: str = "case_id") -> str:
    """Rows of an open case that somebody oversees, unless there is a conflict."""
    return f"(NOT is_sealed AND {case} <> ALL ({CONFLICTS}) AND ({coordinator} OR {supervisor}))"


def keyed(column: str = "read_key") -> str:
    return f"{column} = ANY ({KEYS})"


IN_CIRCLE = f"({SUPERVISOR} AND {BODY} = ANY (circle))"
OF_BODY = f"({SUPERVISOR} AND body_id = {BODY})"


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0002_acting_roles"),
        ("access", "0002_row_policies"),
        ("cases", "0001_initial"),
    ]
    operations = [
        row_policy(
            "cases_case",
            visible=f"{SYSTEM} OR {keyed()} OR {overseen(COORDINATOR, IN_CIRCLE, 'id')}",
            insertable=SYSTEM,
        ),
        row_policy(
            "cases_listing",
            visible=f"{SYSTEM} OR {keyed()} OR {overseen(COORDINATOR, OF_BODY)}",
            insertable=SYSTEM,
            removable=SYSTEM,
        ),
        row_policy(
            "cases_person",
            visible=f"{SYSTEM} OR {keyed()} OR {overseen(COORDINATOR, IN_CIRCLE)}",
            insertable=SYSTEM,
        ),
        row_policy(
            "cases_link", visible=f"{SYSTEM} OR ({keyed()} AND {keyed('other_read_key')})", insertable=SYSTEM
        ),
        row_policy(
            "cases_track",
            visible=(
                f"{SYSTEM} OR {keyed('status_key')} OR "
                + overseen(f"({COORDINATOR} AND {COORDINATOR_PARTS})", f"({IN_CIRCLE} AND {SUPERVISOR_PARTS})")
            ),
            insertable=SYSTEM,
            changeable=f"{SYSTEM} OR {keyed('write_key')}",
        ),
        row_policy(
            "cases_assignment",
            visible=f"{SYSTEM} OR {keyed()} OR user_id = {ME} OR {overseen('false', OF_BODY)}",
            insertable=SYSTEM,
        ),
        row_policy(
            "cases_task",
            visible=f"{SYSTEM} OR {keyed()} OR {overseen('false', OF_BODY)}",
            insertable=SYSTEM,
        ),
        *(
            row_policy(table, visible=f"{SYSTEM} OR {keyed()}", insertable=SYSTEM)
            for table in ("cases_consent", "cases_opening", "cases_flag", "cases_reveal", "cases_datakey")
        ),
        row_policy("cases_event", visible=f"{SYSTEM} OR {keyed('status_key')}", insertable=SYSTEM, changeable=SYSTEM),
        row_policy(
            "cases_record",
            visible=f"{SYSTEM} OR {keyed()}",
            insertable=f"{SYSTEM} OR {keyed('write_key')}",
            changeable=SYSTEM,
        ),
        row_policy(
            "cases_token", visible=f"{SYSTEM} OR {keyed()}", insertable=SYSTEM, changeable=SYSTEM, removable=SYSTEM
        ),
        row_policy("cases_tokenuse", visible=SYSTEM, insertable=SYSTEM),
        row_policy(
            "cases_breakglass",
            visible=f"{SYSTEM} OR user_id = {ME} OR {OFFICER} OR {keyed('case_id * 64 + 1')}",
            insertable=SYSTEM,
        ),
        row_policy("cases_conflict", visible=f"{SYSTEM} OR user_id = {ME} OR {OFFICER}", insertable=SYSTEM),
        row_policy(
            "cases_accesskey",
            visible=f"{SYSTEM} OR user_id = {ME}",
            insertable=SYSTEM,
            changeable=SYSTEM,
            removable=SYSTEM,
        ),
    ]
