"""Bodies kept by hand or by the pack; password resets wait for the sending worker."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from zaklon.common.rowpolicy import SYSTEM, row_policy

SIGNING_IN = "(SELECT app_reach()) IN ('sign_in', 'system', 'maintenance')"


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_row_policies'),
    ]

    operations = [
        migrations.AddField(
            model_name='body',
            name='kept_by_pack',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='PasswordReset',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('queued_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='password_resets', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('queued_at__isnull', True)), fields=('user',), name='password_reset_waits_once_for_a_user')],
            },
        ),
        row_policy("access_passwordreset", visible=SIGNING_IN, insertable=SIGNING_IN, changeable=SYSTEM),
    ]
