"""Words of signals for their pages."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.cases.vault.spelling import Why
from zaklon.signal.rules.outcomes import CameBack
from zaklon.vocabulary.pack import AdviceKind, Certainty

_WHY: dict[Why, str | Promise] = {
    Why.NUMBER: _("The same number"),
    Why.EXACT: _("The same name"),
    Why.SOUND: _("Sounds alike"),
    Why.MISTYPED: _("One letter differs"),
    Why.NEAR: _("A similar name"),
}

CAME_BACK: dict[CameBack, str | Promise] = {
    CameBack.IN_HAND: _("In your hands"),
    CameBack.WITH_OTHERS: _("Others have taken it on"),
    CameBack.MOVED_ON: _("Others work on it"),
    CameBack.CLOSED: _("It is closed"),
}
TONES: dict[CameBack, str] = {
    CameBack.IN_HAND: "waiting",
    CameBack.WITH_OTHERS: "going",
    CameBack.MOVED_ON: "going",
    CameBack.CLOSED: "",
}

ADVICE: dict[AdviceKind, str | Promise] = {
    AdviceKind.CALL: _("Call"),
    AdviceKind.DO: _("Do this"),
    AdviceKind.NEVER: _("Never do this"),
}
SURE: dict[Certainty, str | Promise] = {
    Certainty.READ: _("read in the source"),
    Certainty.PROPOSED: _("proposed, to be confirmed by the authority"),
    Certainty.MEMORY: _("from memory, to be verified"),
}


def reasons(why: Iterable[str]) -> str:
    """What makes two persons alike, in words."""
    return ", ".join(dict.fromkeys(str(_WHY[Why(int(each))]) for each in why))
