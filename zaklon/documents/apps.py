"""Django registration, and the sentences of this context's refusals."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zaklon.documents"
    label = "documents"

    def ready(self) -> None:
        from zaklon.audit.actions import register_actions
        from zaklon.documents.actions import ACTIONS
        from zaklon.documents.sentences import SENTENCES
        from zaklon.web.sentences import register_sentences

        register_sentences(SENTENCES)
        register_actions(ACTIONS, reads=["attachment.opened"])
