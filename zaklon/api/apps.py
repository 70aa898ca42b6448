"""Django registration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "zaklon.api"
    label = "api"

    def ready(self) -> None:
        """Give refusals their sentences."""
        from zaklon.api.sentences import SENTENCES
        from zaklon.web.sentences import register_sentences

        register_sentences(SENTENCES)
