"""Who sees and writes which attachments: plain tests of the row's own columns."""

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

REACH = "(SELECT app_reach())"
BODY = "(SELECT app_body())"
OFFICE = f"{REACH} IN ('office', 'system', 'maintenance')"


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0001_acting_context"),
        ("access", "0002_row_policies"),
        ("documents", "0001_initial"),
    ]
    operations = [
        row_policy(
            "documents_attachment",
            visible=f"{REACH} = ANY (reaches) OR {BODY} = ANY (visible_to) OR {SYSTEM}",
            insertable=f"(owner_id = {BODY} AND {REACH} IN ('body', 'office')) OR {SYSTEM}",
            changeable=f"owner_id = {BODY} OR {OFFICE}",
        ),
    ]
