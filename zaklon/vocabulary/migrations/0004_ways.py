"""Ways, their steps and holidays come with the pack; clocks warn, pause and are extended."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from zaklon.common.rowpolicy import EVERYONE, SYSTEM, row_policy


class Migration(migrations.Migration):

    dependencies = [
        ('vocabulary', '0003_currencies'),
    ]

    operations = [
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='holiday', serialize=False, to='vocabulary.term')),
                ('on_date', models.CharField(max_length=10)),
                ('days', models.PositiveSmallIntegerField()),
                ('shifts', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='step', serialize=False, to='vocabulary.term')),
                ('way', models.CharField(max_length=40)),
                ('verb', models.CharField(max_length=30)),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('target', models.CharField(max_length=40)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('form', models.CharField(max_length=40)),
                ('is_complete', models.BooleanField()),
                ('starts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('stops', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('does', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
            ],
        ),
        migrations.CreateModel(
            name='Way',
            fields=[
                ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='way', serialize=False, to='vocabulary.term')),
                ('part', models.CharField(max_length=20)),
                ('start', models.CharField(max_length=40)),
            ],
        ),
        migrations.AddField(
            model_name='clock',
            name='extend_by',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='clock',
            name='pauses',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='clock',
            name='warn_at',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, size=None),
        ),
        *(
            row_policy(f"vocabulary_{table}", visible=EVERYONE, insertable=SYSTEM)
            for table in ("way", "step", "holiday")
        ),
    ]
