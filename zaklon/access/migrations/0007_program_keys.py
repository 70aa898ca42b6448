"""Keys of programs: seen and made by their owner, tried and ended while signing in."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from zaklon.common.rowpolicy import row_policy

OWN = "(SELECT app_reach()) IN ('sign_in', 'system', 'maintenance') OR user_id = (SELECT app_user())"


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0006_case_supervisor'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProgramKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('permissions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('may_write', models.BooleanField()),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='program_keys', to='access.post')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='program_keys', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='program_key_expires_after_made')],
            },
        ),
        row_policy("access_programkey", visible=OWN, insertable=OWN),
    ]
