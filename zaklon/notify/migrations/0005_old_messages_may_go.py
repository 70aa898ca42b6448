"""The worker may delete messages from the outbox, which are done with."""

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, removable


class Migration(migrations.Migration):
    dependencies = [("notify", "0004_account_notices")]
    operations = [removable("notify_message", SYSTEM)]
