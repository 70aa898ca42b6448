"""What answered instruments say to the form of the first assessment: how strong the signs are in each dimension.

Never what follows from them: the result and its reasons are for whoever decides.
"""

from collections.abc import Iterable

from zaklon.identification.rules.answers import Sheet
from zaklon.identification.rules.dimensions import Dimension, dimensions_of
from zaklon.vocabulary.pack import Weighing

# Values of the list sign_strength, the strongest first; the last one where every line was answered with no.
_STRENGTHS = ("strong", "medium", "weak")
NONE_SEEN = "none"


def strengths(sheets: Iterable[Sheet]) -> dict[str, str]:
    """By dimension of the ILO lists: the strongest sign that was seen, or that none was; nothing where it is open."""
    found: dict[str, str] = {}
    for sheet in sheets:
        if sheet.instrument.rule is Weighing.ILO:
            found |= {each.code: said for each in dimensions_of(sheet) if (said := _strength(each))}
    return found


def _strength(dimension: Dimension) -> str:
    counted = (dimension.count.strong, dimension.count.medium, dimension.count.weak)
    seen = next((name for name, count in zip(_STRENGTHS, counted, strict=True) if count), "")
    return seen or ("" if dimension.not_known else NONE_SEEN)
