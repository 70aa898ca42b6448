"""Who sees and writes which rows of people, posts and sign-in."""

from django.db import migrations

from zaklon.common.rowpolicy import EVERYONE, SYSTEM, open_table, row_policy

REACH = "(SELECT app_reach())"
SIGNING_IN = f"{REACH} IN ('sign_in', 'system', 'maintenance')"
KEEPERS = f"{REACH} IN ('admin', 'system', 'maintenance')"
KEEPERS_OR_SIGNING_IN = f"{REACH} IN ('sign_in', 'admin', 'system', 'maintenance')"
# Names of staff help whoever wants to find a shelter worker: a body sees its own people, the office sees all.
SEES_ALL_STAFF = f"{REACH} IN ('sign_in', 'office', 'audit', 'admin', 'system', 'maintenance')"
OWN = "user_id = (SELECT app_user())"

# The cache that the server's processes share for rate limits.
CACHE = """
CREATE UNLOGGED TABLE zaklon_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX zaklon_cache_expires ON zaklon_cache (expires);
"""

QUEUE = """
GRANT SELECT, INSERT, UPDATE, DELETE
    ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers TO zaklon_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zaklon_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0001_acting_context"),
        ("access", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("sessions", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        row_policy("access_body", visible=EVERYONE, insertable=KEEPERS),
        row_policy("access_bodyname", visible=EVERYONE, insertable=KEEPERS, removable=KEEPERS),
        row_policy(
            "access_post",
            visible=f"{SEES_ALL_STAFF} OR {OWN} OR body_id = (SELECT app_body())",
            insertable=KEEPERS_OR_SIGNING_IN,
            changeable=KEEPERS,
        ),
        row_policy(
            "access_user",
            visible=f"{SEES_ALL_STAFF} OR id = (SELECT app_user()) OR id = ANY "
            "(ARRAY(SELECT p.user_id FROM access_post p WHERE p.body_id = (SELECT app_body())))",
            insertable=KEEPERS_OR_SIGNING_IN,
            changeable=f"{KEEPERS_OR_SIGNING_IN} OR id = (SELECT app_user())",
        ),
        row_policy(
            "access_invitation", visible=KEEPERS_OR_SIGNING_IN, insertable=KEEPERS, changeable=KEEPERS_OR_SIGNING_IN
        ),
        row_policy("access_signinfailure", visible=SIGNING_IN, insertable=SIGNING_IN, removable=SIGNING_IN),
        row_policy(
            "account_emailaddress",
            visible=f"{KEEPERS_OR_SIGNING_IN} OR {OWN}",
            insertable=SIGNING_IN,
            removable=SIGNING_IN,
        ),
        row_policy("account_emailconfirmation", visible=SIGNING_IN, insertable=SIGNING_IN, removable=SIGNING_IN),
        row_policy("mfa_authenticator", visible=f"{SIGNING_IN} OR {OWN}", insertable=SIGNING_IN, removable=SIGNING_IN),
        row_policy(
            "usersessions_usersession",
            visible=f"{KEEPERS_OR_SIGNING_IN} OR {OWN}",
            insertable=SIGNING_IN,
            removable=KEEPERS_OR_SIGNING_IN,
        ),
        row_policy("socialaccount_socialaccount", visible=SIGNING_IN, insertable=SIGNING_IN, removable=SIGNING_IN),
        row_policy("socialaccount_socialtoken", visible=SIGNING_IN, insertable=SIGNING_IN, removable=SIGNING_IN),
        row_policy("socialaccount_socialapp", visible=SIGNING_IN, insertable=SYSTEM),
        migrations.RunSQL(sql=CACHE, reverse_sql="DROP TABLE zaklon_cache"),
        open_table("zaklon_cache"),
        open_table("django_session"),
        open_table("django_migrations", verbs="SELECT"),
        migrations.RunSQL(sql=QUEUE, reverse_sql=migrations.RunSQL.noop),
    ]
