"""The coded facts of sheets: read with their part, written by the system."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from zaklon.common.rowpolicy import SYSTEM, row_policy

policies = import_module("zaklon.cases.migrations.0002_row_policies")


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_signal_and_residence'),
    ]

    operations = [
        migrations.CreateModel(
            name='SheetFacts',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sheet', serialize=False, to='cases.record')),
                ('part', models.PositiveSmallIntegerField(choices=[(0, 'Case code, state, bodies and deadlines'), (1, 'Identity'), (2, 'Safe contact'), (3, 'Screening and decision'), (4, 'Testimony'), (5, 'Health'), (6, 'Placement'), (7, 'Criminal justice'), (8, 'Compensation'), (9, 'Services and plan'), (10, 'Risk'), (11, 'Signal'), (12, 'Right to stay')])),
                ('form', models.CharField(max_length=40)),
                ('version', models.PositiveSmallIntegerField()),
                ('is_complete', models.BooleanField()),
                ('facts', models.JSONField()),
                ('written_at', models.DateTimeField()),
                ('read_key', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('case_id'), '*', models.Value(64)), '+', django.db.models.expressions.CombinedExpression(models.F('part'), '*', models.Value(4))), '+', models.Value(1)), output_field=models.BigIntegerField())),
                ('write_key', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('case_id'), '*', models.Value(64)), '+', django.db.models.expressions.CombinedExpression(models.F('part'), '*', models.Value(4))), '+', models.Value(2)), output_field=models.BigIntegerField())),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.person')),
            ],
            options={
                'indexes': [models.Index(fields=['form', 'written_at'], name='sheet_counted')],
            },
        ),
        row_policy("cases_sheetfacts", visible=f"{SYSTEM} OR {policies.keyed()}", insertable=SYSTEM),
    ]
