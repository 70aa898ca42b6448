"""Currencies of donors come from the pack; decimal digits of a currency from its standard."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vocabulary", "0002_row_policies")]
    operations = [
        migrations.RemoveField("country", "minor_digits"),
        migrations.AddField(
            "country", "other_currencies", ArrayField(models.CharField(max_length=3), default=list), preserve_default=False
        ),
    ]
