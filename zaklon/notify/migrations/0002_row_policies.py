"""Anyone who acts may leave a message; only the sending worker reads the outbox."""

from django.db import migrations

from zaklon.common.rowpolicy import INTERNAL, SYSTEM, row_policy


class Migration(migrations.Migration):
    dependencies = [("common", "0001_acting_context"), ("access", "0002_row_policies"), ("notify", "0001_initial")]
    operations = [row_policy("notify_message", visible=SYSTEM, insertable=INTERNAL, changeable=SYSTEM)]
