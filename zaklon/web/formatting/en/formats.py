"""Day before month, and a clock of 24 hours."""

from django.conf.locale.en_GB.formats import *  # type: ignore[import-untyped]  # noqa: F403
