"""The country pack says what a person in a state counts as."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vocabulary', '0008_form_carries'),
    ]

    operations = [
        migrations.AddField(
            model_name='way',
            name='counts_as',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=81), default=list, size=None),
        ),
    ]
