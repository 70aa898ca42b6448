"""Shape of input for a key of a program."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.access.commands.programs import NewKey
from zaklon.access.forms.shared import OneOf
from zaklon.access.permissions import Permission
from zaklon.access.queries.programs import PostChoice
from zaklon.web.inputs import DayField


class ProgramKeyForm(forms.Form):
    """What a program is for, and what it may do at most."""

    purpose = forms.CharField(
        label=_("What does the program do, and where does it run?"),
        max_length=200,
        help_text=_("In a few words, without names of people. It stands on this page and nowhere else."),
        error_messages={"required": _("Say what the program does.")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    post = OneOf(label=_("For which of your posts?"), error_messages={"required": _("Choose a post.")})
    permissions = forms.MultipleChoiceField(
        label=_("What may it do at most?"),
        help_text=_("It meets what you would meet on the pages, and never more. Choose only what it needs."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that the program may do.")},
    )
    writing = forms.ChoiceField(
        label=_("May it change anything?"),
        choices=[("no", _("No, it reads only")), ("yes", _("Yes, it may enter and change things"))],
        initial="no",
        widget=forms.RadioSelect,
    )
    last_day = DayField(label=_("Last day of the key"))

    def __init__(self, posts: Sequence[PostChoice], latest: date, data: Any = None) -> None:
        super().__init__(data, initial={"last_day": latest, "post": posts[0].post_id if len(posts) == 1 else None})
        offered: Any = self.fields["post"]
        offered.offer([(str(each.post_id), each.role.label) for each in posts], _("Choose a post"))
        allowed = {permission for each in posts for permission in each.permissions}
        choices = [(each.value, each.label) for each in Permission if each in allowed]
        self.fields["permissions"].choices = choices  # type: ignore[attr-defined]

    def new_key(self) -> NewKey:
        """The valid input."""
        said = self.cleaned_data
        permissions = frozenset(Permission(each) for each in said["permissions"])
        return NewKey(said["purpose"], said["post"], permissions, said["last_day"], said["writing"] == "yes")
