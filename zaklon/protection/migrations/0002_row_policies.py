"""Who sees what of protection. Only the system writes: the commands decide first.

The directory is for everybody who works inside; who opens its pages is a permission. What a night costs and who filed
a complaint is for the office, the auditors, and whoever filed it. A stay is read with the part for the placement of its
case, and, while it concerns them, by the staff of the provider's own body: a sealed case is not shown to them before
they work on it, and a conflict of interest takes the view away.
"""

from importlib import import_module

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

cases = import_module("zaklon.cases.migrations.0002_row_policies")
INSIDE = "(SELECT app_reach()) IN ('body', 'office', 'audit', 'system', 'maintenance')"
OFFICE = "(SELECT app_reach()) IN ('office', 'audit', 'system', 'maintenance')"
HOST = (
    f"({cases.has_role('shelter_staff')} AND host_id = {cases.BODY} AND NOT is_sealed "
    f"AND state IN ('waiting', 'asked', 'accepted', 'staying') AND case_id <> ALL ({cases.CONFLICTS}))"
)


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial"), ("cases", "0010_signal_and_residence")]
    operations = [
        *(
            row_policy(f"protection_{table}", visible=INSIDE, insertable=SYSTEM)
            for table in ("provider", "licence", "capacity", "suspension")
        ),
        row_policy("protection_rate", visible=OFFICE, insertable=SYSTEM),
        row_policy("protection_incident", visible=f"{OFFICE} OR user_id = {cases.ME}", insertable=SYSTEM),
        row_policy("protection_caseincident", visible=f"{SYSTEM} OR {cases.keyed()}", insertable=SYSTEM),
        row_policy("protection_placement", visible=f"{SYSTEM} OR {cases.keyed()} OR {HOST}", insertable=SYSTEM),
        row_policy("protection_contactplan", visible=f"{SYSTEM} OR {cases.keyed()}", insertable=SYSTEM),
    ]
