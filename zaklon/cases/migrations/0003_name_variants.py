"""The list of names that occur, and a narrower look at the reader's keys where tokens are searched.

Only the system reads and keeps the list. The policy of tokens asks for the same key as before, but gathers only keys
that can fit: to read identity. A search meets thousands of rows, and each is compared with every gathered key.
"""

from django.db import migrations, models

from zaklon.common.rowpolicy import SYSTEM, row_policy

# cases.rules.keys.number_of: 64 for each case, 4 for each part; identity is part 1, reading is level 1.
_HELD = """ARRAY(SELECT k.number FROM cases_accesskey k
    WHERE k.user_id = (SELECT app_user()) AND k.body_id = (SELECT app_body())
    AND k.starts_at <= statement_timestamp() AND (k.ends_at IS NULL OR statement_timestamp() < k.ends_at) %s)"""
_TOKENS = f"ALTER POLICY cases_token_select ON cases_token USING ({SYSTEM} OR read_key = ANY ({_HELD}))"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_row_policies"),
    ]
    operations = [
        migrations.CreateModel(
            name="NameVariant",
            fields=[
                ("digest", models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ("sealed_names", models.BinaryField()),
            ],
        ),
        row_policy("cases_namevariant", visible=SYSTEM, insertable=SYSTEM, removable=SYSTEM),
        migrations.RunSQL(sql=_TOKENS % "AND k.number & 63 = 5", reverse_sql=_TOKENS % ""),
    ]
