"""The acting context names the person's roles too, so that policies can tell a coordinator from an analyst."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION app_context() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    raw text := current_setting('app.context', true);
    parts text[];
    expected bytea;
BEGIN
    IF raw IS NULL OR raw = '' THEN
        RAISE EXCEPTION 'no acting context' USING ERRCODE = 'ZK001',
            HINT = 'Open access.rls.acting_as(actor) around the query.';
    END IF;
    parts := string_to_array(raw, '|');
    SELECT sha256(outer_pad || sha256(inner_pad || convert_to(array_to_string(parts[1:{signed}], '|'), 'UTF8')))
        INTO expected FROM app_context_key;
    IF expected IS NULL OR array_length(parts, 1) <> {signed} + 1 OR encode(expected, 'hex') <> parts[{signed} + 1] THEN
        RAISE EXCEPTION 'acting context is not genuine' USING ERRCODE = 'ZK002';
    END IF;
    IF parts[4]::double precision < extract(epoch FROM transaction_timestamp())
       OR parts[5]::integer <> pg_backend_pid() THEN
        RAISE EXCEPTION 'acting context is not of this session' USING ERRCODE = 'ZK003';
    END IF;
    RETURN parts;
END $$;
"""

ROLES = """
CREATE FUNCTION app_roles() RETURNS text[] LANGUAGE sql STABLE AS
$$ SELECT string_to_array((public.app_context())[6], ',') $$;
GRANT EXECUTE ON FUNCTION app_roles() TO zaklon_app;
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0001_acting_context")]
    operations = [
        migrations.RunSQL(
            sql=FUNCTION.replace("{signed}", "6") + ROLES,
            reverse_sql="DROP FUNCTION app_roles();" + FUNCTION.replace("{signed}", "5"),
        )
    ]
