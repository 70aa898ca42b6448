"""The list of names that occur, by which search finds other spellings; only the system reads and keeps it."""

from django.db import migrations, models

from zaklon.common.rowpolicy import SYSTEM, row_policy


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
    ]
