"""Who sees what of the registers. Only the system writes: the commands decide first.

An entry is for the body that wrote it, for the coordinator's office and the auditors, and as far as the register says
for everybody who is signed in, or for everybody. What is `own` is for the body alone.
"""

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

REACH = "(SELECT app_reach())"
OFFICE = f"{REACH} IN ('office', 'audit', 'system', 'maintenance')"
BODY = "body_id = (SELECT app_body())"
OPEN = (
    f"read_by = 'public' OR (read_by = 'bodies' AND {REACH} = 'body') OR (SELECT app_body()) = ANY (readers)"
)


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [
        *(
            row_policy(f"registers_{table}", visible=f"{OFFICE} OR {BODY} OR {OPEN}", insertable=SYSTEM)
            for table in ("entry", "entrychange")
        ),
        row_policy(
            "registers_serving",
            visible=f"{OFFICE} OR {BODY} OR {OPEN}",
            insertable=SYSTEM,
            removable=SYSTEM,
        ),
        row_policy("registers_ownanswers", visible=f"{SYSTEM} OR {BODY}", insertable=SYSTEM),
        row_policy(
            "registers_upload",
            visible=f"{SYSTEM} OR (user_id = (SELECT app_user()) AND {BODY})",
            insertable=SYSTEM,
        ),
    ]
