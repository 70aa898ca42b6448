"""What each action on the trail is called and of which kind it is; every context registers its own, like sentences."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise

from zaklon.audit.kinds import Kind

_NAMES: dict[str, str | Promise] = {}
_KINDS: dict[str, Kind] = {}


def register_actions(
    names: Mapping[str, str | Promise], *, reads: Iterable[str] = (), refusals: Iterable[str] = ()
) -> None:
    """Add the names of a context's actions, in gettext_lazy; called once, from its AppConfig.ready.

    `reads` are those that show or take out something, `refusals` those that were stopped; the others change something.
    Raises ValueError on an action that another context has named differently, or a kind of one without a name.
    """
    for action, name in names.items():
        if _NAMES.get(action, name) is not name:
            raise ValueError(f"two names for the action {action}")
        _NAMES[action] = name
    kinds = dict.fromkeys(reads, Kind.READ) | dict.fromkeys(refusals, Kind.REFUSED)
    for action in kinds:
        if action not in names:
            raise ValueError(f"a kind, but no name, for the action {action}")
    _KINDS.update(kinds)


def name_of_action(action: str) -> str:
    """The name in the active language; the action itself while nobody has named it."""
    return str(_NAMES.get(action, action))


def kind_of_action(action: str) -> Kind:
    """What kind of act it is."""
    return _KINDS.get(action, Kind.CHANGED)


def known_actions() -> set[str]:
    """Actions that have a name."""
    return set(_NAMES)
