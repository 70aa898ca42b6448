"""Owners of accounts are told what an administrator did to them; the notices wait for the sending worker."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from zaklon.common.rowpolicy import SYSTEM, row_policy

KEEPERS = "(SELECT app_reach()) IN ('admin', 'system', 'maintenance')"


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_bodies_by_hand_and_password_resets'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('address_changed', 'Address Changed'), ('second_factor_dropped', 'Second Factor Dropped')], max_length=30)),
                ('email', models.EmailField(max_length=254)),
                ('language', models.CharField(max_length=12)),
                ('noted_at', models.DateTimeField()),
                ('queued_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_notices', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        row_policy("access_accountnotice", visible=SYSTEM, insertable=KEEPERS, changeable=SYSTEM, removable=SYSTEM),
    ]
