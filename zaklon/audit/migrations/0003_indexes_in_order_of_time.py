"""The trail is read by time under every filter; its indexes end in that order."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='entry',
            name='audit_entry_subject',
        ),
        migrations.RemoveIndex(
            model_name='entry',
            name='audit_entry_user',
        ),
        migrations.RemoveIndex(
            model_name='entry',
            name='audit_entry_action',
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['at', 'id'], name='audit_entry_time'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['subject', 'at', 'id'], name='audit_entry_subject_time'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['user_id', 'at', 'id'], name='audit_entry_user_time'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['body_id', 'at', 'id'], name='audit_entry_body_time'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['action', 'at', 'id'], name='audit_entry_action_time'),
        ),
    ]
