"""Messages to owners of accounts that an administrator loosened, at the address that a notice names."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_account_notices'),
        ('notify', '0003_password_reset_messages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='message',
            name='message_has_one_receiver',
        ),
        migrations.AddField(
            model_name='message',
            name='notice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.accountnotice'),
        ),
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('invitation', 'Invitation to sign in'), ('password_reset', 'Link to set a password'), ('address_changed', 'Your account has another address'), ('second_factor_dropped', 'Your second step of signing in was dropped'), ('task_waiting', 'Something waits for you'), ('task_returned', 'Something came back to you'), ('deadline_near', 'A deadline is near'), ('deadline_passed', 'A deadline has passed'), ('work_handed_over', 'Work was handed over to you')], max_length=30),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('invitation__isnull', True), ('notice__isnull', True), ('role', ''), ('user__isnull', False)), models.Q(('body__isnull', True), ('invitation__isnull', False), ('notice__isnull', True), ('role', ''), ('user__isnull', True)), models.Q(('body__isnull', True), ('invitation__isnull', True), ('notice__isnull', False), ('role', ''), ('user__isnull', True)), models.Q(('invitation__isnull', True), ('notice__isnull', True), ('user__isnull', True), models.Q(('role', ''), _negated=True)), _connector='OR'), name='message_has_one_receiver'),
        ),
    ]
