"""The trail can be written by everyone who acts, read by auditors, and changed by nobody."""

from django.db import migrations

from zaklon.common.rowpolicy import EVERYONE, NOBODY, row_policy

REFUSE = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'ZK010';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0001_acting_context"), ("audit", "0001_initial")]
    operations = [
        row_policy(
            "audit_entry",
            visible="(SELECT app_reach()) IN ('audit', 'system', 'maintenance')",
            insertable=EVERYONE,
            changeable=NOBODY,
        ),
        migrations.RunSQL(
            sql=REFUSE,
            reverse_sql="DROP TRIGGER audit_entry_append_only ON audit_entry; DROP FUNCTION audit_refuse_change()",
        ),
    ]
