"""Who sees the Team and its work: the Team and the coordinator its members and sessions, who reads a case its votes.

Only the system writes: every command decides first. Somebody who has stepped aside from a case holds no key to it.
"""

from importlib import import_module

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

cases = import_module("zaklon.cases.migrations.0002_row_policies")
_TEAM = ("team_member", "team_president", "team_secretary", "coordinator")
AT_THE_TEAM = " OR ".join([SYSTEM, *(cases.has_role(role) for role in _TEAM)])
OWN = f"(user_id = {cases.ME} AND case_id <> ALL ({cases.CONFLICTS}))"


class Migration(migrations.Migration):
    dependencies = [("identification", "0001_team"), ("cases", "0010_signal_and_residence")]
    operations = [
        *(
            row_policy(f"identification_{table}", visible=AT_THE_TEAM, insertable=SYSTEM)
            for table in ("teammember", "oncallshift", "teamsession")
        ),
        row_policy("identification_attendance", visible=AT_THE_TEAM, insertable=SYSTEM, removable=SYSTEM),
        *(
            row_policy(f"identification_{table}", visible=f"{SYSTEM} OR {cases.keyed()}", insertable=SYSTEM)
            for table in ("agendaitem", "declaration", "opinion", "teamdecision")
        ),
        row_policy("identification_vote", visible=f"{SYSTEM} OR {cases.keyed()} OR {OWN}", insertable=SYSTEM),
    ]
