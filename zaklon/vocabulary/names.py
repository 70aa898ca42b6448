"""Names of bodies as papers write them: one key to compare by."""

from zaklon.common.scripts import search_key

_ARTICLE = "the "


def fold_name(text: str) -> str:
    """The name without what does not tell names apart.

    Script, case, diacritics, punctuation, double spaces and a leading English article are evened out, so that
    "The  Supreme State Prosecutor’s Office" and "supreme state prosecutor's office" are equal.
    """
    return search_key(text).removeprefix(_ARTICLE)
