"""Who sees what of signals. Only the system writes: the commands decide first.

A report is for the post that sent it. A side of a likeness is for whoever writes the shell of the case on that side; it
tells nothing of the other.
"""

from importlib import import_module

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

cases = import_module("zaklon.cases.migrations.0002_row_policies")


class Migration(migrations.Migration):
    dependencies = [("signal", "0001_initial"), ("cases", "0010_signal_and_residence")]
    operations = [
        row_policy(
            "signal_report",
            visible=f"{SYSTEM} OR (user_id = {cases.ME} AND body_id = {cases.BODY})",
            insertable=SYSTEM,
        ),
        row_policy("signal_likeness", visible=f"{SYSTEM} OR {cases.keyed('write_key')}", insertable=SYSTEM),
    ]
