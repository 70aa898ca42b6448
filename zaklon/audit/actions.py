"""What each action on the trail is called; every context registers its own, as it does with sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise

_NAMES: dict[str, str | Promise] = {}


def register_actions(names: Mapping[str, str | Promise]) -> None:
    """Add the names of a context's actions, in gettext_lazy; called once, from its AppConfig.ready.

    Raises ValueError on an action that another context has named differently.
    """
    for action, name in names.items():
        if _NAMES.get(action, name) is not name:
            raise ValueError(f"two names for the action {action}")
        _NAMES[action] = name


def name_of_action(action: str) -> str:
    """The name in the active language; the action itself while nobody has named it."""
    return str(_NAMES.get(action, action))


def known_actions() -> set[str]:
    """Actions that have a name."""
    return set(_NAMES)
