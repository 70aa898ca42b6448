"""Who sees what of the helpline: its own people their calls, the coordinator's office their codes, a receiver its own.

Words are sealed, and their rows are not even shown to the office. Counts are written by the system alone.
"""

from importlib import import_module

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

cases = import_module("zaklon.cases.migrations.0002_row_policies")
AT_THE_LINE = f"({cases.has_role('hotline_operator')} OR {cases.has_role('hotline_supervisor')})"
OWN = f"(body_id = {cases.BODY} AND {AT_THE_LINE})"
MINE = f"(user_id = {cases.ME} AND {OWN})"
OFFICE = f"({cases.COORDINATOR} OR {cases.has_role('analyst')})"
RECEIVED = f"receiver_id = {cases.BODY}"
SEEN = f"{SYSTEM} OR {OWN} OR {OFFICE}"


class Migration(migrations.Migration):
    dependencies = [("helpline", "0001_calls")]
    operations = [
        row_policy(
            "helpline_words",
            visible=f"{SYSTEM} OR {OWN} OR {RECEIVED}",
            insertable=f"{SYSTEM} OR {MINE}",
            changeable=SYSTEM,
            removable=SYSTEM,
        ),
        row_policy(
            "helpline_call", visible=SEEN, insertable=f"{SYSTEM} OR {MINE}", changeable=f"{SYSTEM} OR {OWN}"
        ),
        row_policy("helpline_callchange", visible=SEEN, insertable=f"{SYSTEM} OR {MINE}", changeable=SYSTEM),
        row_policy("helpline_safetyplan", visible=SEEN, insertable=f"{SYSTEM} OR {MINE}"),
        row_policy(
            "helpline_handover",
            visible=f"{SEEN} OR {RECEIVED}",
            insertable=f"{SYSTEM} OR {MINE}",
            changeable=f"{SYSTEM} OR {OWN} OR {RECEIVED}",
        ),
        row_policy(
            "helpline_casereferral",
            visible=f"{SYSTEM} OR (user_id = {cases.ME} AND body_id = {cases.BODY})",
            insertable=SYSTEM,
        ),
        row_policy(
            "helpline_shiftnote", visible=f"{SYSTEM} OR {OWN}", insertable=f"{SYSTEM} OR {MINE}", changeable=SYSTEM
        ),
        *(
            row_policy(f"helpline_{table}", visible=SEEN, insertable=SYSTEM)
            for table in ("dayreport", "daycount")
        ),
        row_policy("helpline_analysis", visible=f"{SYSTEM} OR {AT_THE_LINE} OR {OFFICE}", insertable=SYSTEM),
    ]
