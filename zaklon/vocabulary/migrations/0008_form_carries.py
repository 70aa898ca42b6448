"""Which questions of a form are offered again with their last answers."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vocabulary', '0007_counts_as'),
    ]

    operations = [
        migrations.AddField(
            model_name='form',
            name='carries',
            field=models.TextField(default=''),
        ),
    ]
