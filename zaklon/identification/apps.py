"""Django registration."""

from django.apps import AppConfig


class IdentificationConfig(AppConfig):
    name = "zaklon.identification"
    label = "identification"

    def ready(self) -> None:
        """Give the shell the sentences of this context's refusals."""
        from zaklon.identification.sentences import SENTENCES
        from zaklon.web.sentences import register_sentences

        register_sentences(SENTENCES)
