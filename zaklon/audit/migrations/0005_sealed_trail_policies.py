"""Blocks are written by the system only and changed by nobody; who writes a row of the trail cannot choose its number."""

from django.db import migrations

from zaklon.common.rowpolicy import NOBODY, SYSTEM, row_policy

WATCHERS = "(SELECT app_reach()) IN ('audit', 'system', 'maintenance')"

# The sealer asks which rows some block holds.
HELD = "CREATE INDEX audit_block_ids ON audit_block USING gist (ids)"

REFUSE = [
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()"
    for table in ("audit_block", "audit_handout")
]
ALLOW = [f"DROP TRIGGER {table}_append_only ON {table}" for table in ("audit_block", "audit_handout")]

# Number, transaction and time of writing come from the database alone, or a row could hide below the seal.
CHOSEN = "at, action, subject, user_id, body_id, roles, fields, request_id"
NARROW = ["REVOKE INSERT ON audit_entry FROM zaklon_app", f"GRANT INSERT ({CHOSEN}) ON audit_entry TO zaklon_app"]
WIDEN = [f"REVOKE INSERT ({CHOSEN}) ON audit_entry FROM zaklon_app", "GRANT INSERT ON audit_entry TO zaklon_app"]


class Migration(migrations.Migration):
    dependencies = [("common", "0001_acting_context"), ("audit", "0004_blocks_and_handouts")]
    operations = [
        row_policy("audit_block", visible=WATCHERS, insertable=SYSTEM, changeable=NOBODY),
        row_policy("audit_handout", visible=WATCHERS, insertable=WATCHERS, changeable=NOBODY),
        migrations.RunSQL(sql=HELD, reverse_sql="DROP INDEX audit_block_ids"),
        migrations.RunSQL(sql=REFUSE, reverse_sql=ALLOW),
        migrations.RunSQL(sql=NARROW, reverse_sql=WIDEN),
    ]
