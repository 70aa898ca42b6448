"""Forms of the country pack: everyone reads them; only the system, which loads packs, writes them."""

import django.db.models.deletion
from django.db import migrations, models

from zaklon.common.rowpolicy import EVERYONE, SYSTEM, row_policy


class Migration(migrations.Migration):

    dependencies = [
        ('vocabulary', '0005_instruments'),
    ]

    operations = [
        migrations.CreateModel(
            name='Form',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('version', models.PositiveSmallIntegerField()),
                ('order', models.PositiveIntegerField()),
                ('part', models.CharField(max_length=20)),
                ('signed_by', models.TextField()),
                ('valid_from', models.DateField(null=True)),
                ('valid_until', models.DateField(null=True)),
                ('source', models.TextField()),
                ('certainty', models.CharField(choices=[('read', 'Read'), ('proposed', 'Proposed'), ('memory', 'Memory')], max_length=10)),
                ('note', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='form_version_once'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='form_valid_from_before_until')],
            },
        ),
        migrations.CreateModel(
            name='FormField',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('order', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=10)),
                ('list_code', models.CharField(max_length=40, null=True)),
                ('is_needed', models.BooleanField()),
                ('is_coded', models.BooleanField()),
                ('shown_if', models.TextField()),
                ('bound', models.CharField(max_length=6, null=True)),
                ('most', models.PositiveBigIntegerField(null=True)),
                ('source', models.TextField()),
                ('certainty', models.CharField(choices=[('read', 'Read'), ('proposed', 'Proposed'), ('memory', 'Memory')], max_length=10)),
                ('note', models.TextField()),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fields', to='vocabulary.form')),
            ],
        ),
        migrations.CreateModel(
            name='FormText',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('use', models.CharField(max_length=5)),
                ('language', models.CharField(max_length=12)),
                ('text', models.TextField()),
                ('is_our_translation', models.BooleanField()),
                ('field', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='vocabulary.formfield')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='vocabulary.form')),
            ],
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.UniqueConstraint(fields=('form', 'code'), name='form_field_once'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['choice', 'choices']), ('list_code__isnull', False)), models.Q(models.Q(('kind__in', ['choice', 'choices']), _negated=True), ('list_code__isnull', True)), _connector='OR'), name='form_field_list_with_choices'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.CheckConstraint(condition=models.Q(('is_coded', False), models.Q(('kind__in', ['heading', 'line', 'text', 'lines']), _negated=True), _connector='OR'), name='form_field_no_words_coded'),
        ),
        migrations.AddConstraint(
            model_name='formtext',
            constraint=models.UniqueConstraint(fields=('form', 'field', 'use', 'language'), name='form_text_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='formtext',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='form_text_not_empty'),
        ),
        row_policy("vocabulary_form", visible=EVERYONE, insertable=SYSTEM),
        row_policy("vocabulary_formfield", visible=EVERYONE, insertable=SYSTEM),
        row_policy("vocabulary_formtext", visible=EVERYONE, insertable=SYSTEM, removable=SYSTEM),
    ]
