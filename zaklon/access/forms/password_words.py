"""Words that whoever guesses tries first, since they stand on the sign-in page or on the building."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Folded to small letters without spaces. With what they leave a password must still be long enough.
WORDS = (
    "zaklon",
    "shelter",
    "skloniste",
    "strehe",
    "trafficking",
    "trgovinaljudima",
    "password",
    "lozinka",
    "fjalekalim",
)
_SHORTEST_REST = 8


class WordsOfThePlaceValidator:
    """Refuses a password that is little more than the name of the system or of its work."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django passes it
        """Raise ValidationError when too little is left without these words."""
        rest = "".join(password.lower().split())
        if not any(word in rest for word in WORDS):
            return
        for word in WORDS:
            rest = rest.replace(word, "")
        if len(rest) < _SHORTEST_REST:
            raise ValidationError(self.get_help_text(), code="password_of_the_place")

    def get_help_text(self) -> str:
        """What Django shows beside the field."""
        return _("The password must not be made of the name of this system or of its work.")
