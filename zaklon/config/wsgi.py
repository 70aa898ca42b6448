"""The server's entry."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaklon.config.settings")
application = get_wsgi_application()
# Every view is loaded now, before the server's processes part, and not by the first visitor of each.
get_resolver().url_patterns  # noqa: B018
