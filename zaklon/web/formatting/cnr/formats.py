"""Montenegrin writes dates and numbers as Serbian does."""

from django.conf.locale.sr_Latn.formats import *  # type: ignore[import-untyped]  # noqa: F403
