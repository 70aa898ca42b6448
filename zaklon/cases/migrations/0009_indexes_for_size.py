"""Indexes that hold all of what is asked at every statement: keys and work of a post, the lines of a list."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0006_case_supervisor'),
        ('cases', '0008_exports_and_erasure'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='accesskey',
            name='key_of_post',
        ),
        migrations.RemoveIndex(
            model_name='assignment',
            name='assignment_of_user',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_page',
        ),
        migrations.AddIndex(
            model_name='accesskey',
            index=models.Index(fields=['user', 'body', 'number'], include=('starts_at', 'ends_at'), name='key_of_post_whole'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['user', 'body', 'ends_at'], name='assignment_of_post'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['body', 'status', '-opened_at', '-case'], include=('is_sealed', 'read_key'), name='listing_page_whole'),
        ),
    ]
