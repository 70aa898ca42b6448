"""Blocks that seal the trail, whom their heads were handed, and the index by which the sealer looks."""

import uuid
import zaklon.audit.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_indexes_in_order_of_time'),
    ]

    operations = [
        migrations.CreateModel(
            name='Block',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('ids', zaklon.audit.models.IdRunsField()),
                ('first_id', models.BigIntegerField()),
                ('last_id', models.BigIntegerField()),
                ('count', models.IntegerField()),
                ('total', models.BigIntegerField()),
                ('sealed_below', models.BigIntegerField()),
                ('cluster', models.CharField(max_length=40)),
                ('previous_hash', models.BinaryField(max_length=32)),
                ('root', models.BinaryField(max_length=32)),
                ('leaves', models.BinaryField()),
                ('sealed_at', models.DateTimeField()),
                ('key_id', models.CharField(max_length=20)),
                ('hash', models.BinaryField(max_length=32)),
                ('signature', models.BinaryField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Handout',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('way', models.CharField(choices=[('mail', "Mail to the auditor's mailbox"), ('file', 'File'), ('paper', 'Printed sheet'), ('partner', 'Message to a partner')], max_length=10)),
                ('receiver', models.CharField(max_length=80)),
                ('block_number', models.BigIntegerField()),
                ('head', models.CharField(max_length=400)),
                ('user_id', models.UUIDField(null=True)),
            ],
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['transaction'], name='audit_entry_transaction'),
        ),
        migrations.AddIndex(
            model_name='block',
            index=models.Index(fields=['first_id', 'number'], name='audit_block_first_row'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(('count__gt', 0), ('number__gt', 0), ('total__gte', models.F('count')), ('last_id__gte', models.F('first_id'))), name='audit_block_counts'),
        ),
        migrations.AddIndex(
            model_name='handout',
            index=models.Index(fields=['way', '-at'], name='audit_handout_way'),
        ),
    ]
