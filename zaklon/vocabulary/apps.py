"""Django registration."""

from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "zaklon.vocabulary"
    label = "vocabulary"
