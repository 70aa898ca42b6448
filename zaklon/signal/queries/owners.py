"""Who writes a draft on a device: a mark that only the server can make and that names nobody."""

from django.utils.crypto import salted_hmac

from zaklon.access.actor import Actor

_SALT = "zaklon.signal.owner"


def owner_mark(actor: Actor) -> str:
    """The same for the same post always; two posts of one person have two. Raises NotPermitted without a post."""
    user_id, body_id = actor.post()
    return salted_hmac(_SALT, f"{user_id} {body_id}", algorithm="sha256").hexdigest()[:32]
