"""What the sealed content of a sheet holds beside its answers: the version of the form that asked."""

from collections.abc import Mapping

# A key that no question can have: codes of questions hold no space.
FORM_VERSION = "form version"


def version_of(content: Mapping[str, str | list[str]]) -> int | None:
    """The version of the form; None for an entry that is no sheet."""
    said = content.get(FORM_VERSION)
    return int(said) if isinstance(said, str) and said.isdigit() else None


def answers_of(content: Mapping[str, str | list[str]]) -> dict[str, str | list[str]]:
    """The answers alone."""
    return {name: said for name, said in content.items() if name != FORM_VERSION}
