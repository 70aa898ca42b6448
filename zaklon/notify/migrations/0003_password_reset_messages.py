"""Links to set a password go through the outbox, too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notify', '0002_row_policies'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('invitation', 'Invitation to sign in'), ('password_reset', 'Link to set a password'), ('task_waiting', 'Something waits for you'), ('task_returned', 'Something came back to you'), ('deadline_near', 'A deadline is near'), ('deadline_passed', 'A deadline has passed'), ('work_handed_over', 'Work was handed over to you')], max_length=30),
        ),
    ]
