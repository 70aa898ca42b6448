"""Instruments of screening: everyone reads them, only the system writes them, and nobody removes one."""

import django.db.models.deletion
from django.db import migrations, models

from zaklon.common.rowpolicy import EVERYONE, SYSTEM, row_policy


class Migration(migrations.Migration):

    dependencies = [
        ('vocabulary', '0004_ways'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='instrument', serialize=False, to='vocabulary.term')),
                ('code', models.CharField(max_length=18)),
                ('version', models.PositiveSmallIntegerField()),
                ('subject', models.CharField(max_length=5)),
                ('is_on', models.BooleanField()),
                ('off_reason', models.TextField()),
                ('rule', models.CharField(max_length=12)),
                ('lead', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vocabulary.term')),
            ],
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='indicator', serialize=False, to='vocabulary.term')),
                ('code', models.CharField(max_length=16)),
                ('dimension', models.CharField(max_length=40)),
                ('strength', models.CharField(max_length=6, null=True)),
                ('topic', models.CharField(max_length=40, null=True)),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='vocabulary.instrument')),
            ],
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.UniqueConstraint(fields=('code', 'version'), name='instrument_version_once'),
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.CheckConstraint(condition=models.Q(('is_on', True), models.Q(('off_reason', ''), _negated=True), _connector='OR'), name='instrument_off_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('instrument', 'code'), name='indicator_once_in_its_instrument'),
        ),
        *(
            row_policy(f"vocabulary_{table}", visible=EVERYONE, insertable=SYSTEM)
            for table in ("instrument", "indicator")
        ),
    ]
