"""Who sees where a person stands: whoever sees the words of the state of the part, by key or by oversight.

Only the system writes: commands.steps decides first. Reasons of changes to deadlines are read with the part.
"""

from importlib import import_module

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

cases = import_module("zaklon.cases.migrations.0002_row_policies")
# The parts of oversight with those of cases 0010.
SEEN = f"{SYSTEM} OR {cases.keyed('status_key')} OR " + cases.overseen(
    f"({cases.COORDINATOR} AND part IN (0, 3, 7, 8, 9, 10, 11, 12))",
    f"({cases.IN_CIRCLE} AND part IN (0, 3, 6, 9, 10, 11, 12))",
)


class Migration(migrations.Migration):
    dependencies = [("pathway", "0001_initial"), ("cases", "0010_signal_and_residence")]
    operations = [
        *(
            row_policy(f"pathway_{table}", visible=SEEN, insertable=SYSTEM)
            for table in ("standing", "move", "deadline")
        ),
        row_policy("pathway_deadlinechange", visible=f"{SYSTEM} OR {cases.keyed()}", insertable=SYSTEM),
    ]
