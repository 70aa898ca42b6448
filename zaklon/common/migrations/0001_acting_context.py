"""The acting context: who acts, proven by a signature that only the application can make."""

from django.db import migrations

# HMAC-SHA256 from sha256() alone, because the embedded server has no pgcrypto. The key table holds the two padded
# halves of the key; nobody but the functions' owner may read it, so an injected set_config() forges nothing.
FORWARD = """
CREATE TABLE app_context_key (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
    outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);
REVOKE ALL ON app_context_key FROM PUBLIC;

CREATE FUNCTION app_context() RETURNS text[]
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
    SELECT sha256(outer_pad || sha256(inner_pad || convert_to(array_to_string(parts[1:5], '|'), 'UTF8')))
        INTO expected FROM app_context_key;
    IF expected IS NULL OR array_length(parts, 1) <> 6 OR encode(expected, 'hex') <> parts[6] THEN
        RAISE EXCEPTION 'acting context is not genuine' USING ERRCODE = 'ZK002';
    END IF;
    IF parts[4]::double precision < extract(epoch FROM transaction_timestamp())
       OR parts[5]::integer <> pg_backend_pid() THEN
        RAISE EXCEPTION 'acting context is not of this session' USING ERRCODE = 'ZK003';
    END IF;
    RETURN parts;
END $$;

CREATE FUNCTION app_reach() RETURNS text LANGUAGE sql STABLE AS $$ SELECT (public.app_context())[1] $$;
CREATE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif((public.app_context())[2], '')::uuid $$;
CREATE FUNCTION app_body() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif((public.app_context())[3], '')::uuid $$;
GRANT USAGE ON SCHEMA public TO zaklon_app;
GRANT EXECUTE ON FUNCTION app_context(), app_reach(), app_user(), app_body() TO zaklon_app;
"""

BACKWARD = """
DROP FUNCTION app_body();
DROP FUNCTION app_user();
DROP FUNCTION app_reach();
DROP FUNCTION app_context();
DROP TABLE app_context_key;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(sql=FORWARD, reverse_sql=BACKWARD)]
