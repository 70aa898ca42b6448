"""Kept reports hold exact numbers: they are for the coordinator's office and the auditors; only the system writes."""

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

OFFICE = "(SELECT app_reach()) IN ('office', 'audit', 'system', 'maintenance')"


class Migration(migrations.Migration):
    dependencies = [("registers", "0004_kept_report")]
    operations = [row_policy("registers_keptreport", visible=OFFICE, insertable=SYSTEM)]
