"""Which kinds of bodies there are is for the country pack to say; the column never held it to a list."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_account_notices'),
    ]

    operations = [
        migrations.AlterField(
            model_name='body',
            name='kind',
            field=models.CharField(max_length=30),
        ),
    ]
