"""Who supervises providers, and what the country pack says of severity, licences and words."""

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import codes_by_id
from zaklon.access.roles import Role
from zaklon.common.errors import NotPermitted
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Vocabulary


def codes_of(list_code: str, words: Vocabulary) -> frozenset[str]:
    """The codes of a list of the pack; none where the pack lacks it."""
    return frozenset(code for found, code in words.terms if found == list_code)


def is_supervisor(actor: Actor) -> bool:
    """Whether the actor licenses: the coordinator, and the head of a body that the pack names (`licensing_body`)."""
    if not actor.may(Permission.PROVIDER_LICENSE) or actor.body_id is None:
        return False
    if Role.COORDINATOR in actor.roles:
        return True
    code = codes_by_id({actor.body_id}).get(actor.body_id, "")
    return code in codes_of("licensing_body", vocabulary())


def must_supervise(actor: Actor) -> None:
    """Raise NotPermitted unless the actor licenses providers."""
    actor.must(Permission.PROVIDER_LICENSE)
    if not is_supervisor(actor):
        raise NotPermitted("not_licensing_body")
