"""Who works on a case, its tasks and flags, links, splitting and merging."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.access.roles import Role
from zaklon.cases.commands.tasks import BY_HAND
from zaklon.cases.forms.shared import Choices, CommandForm, end_of, offer, post_choice, read_post
from zaklon.cases.kinds import FlagKind, LinkKind, TaskKind
from zaklon.cases.queries.page_rows import StaffRow
from zaklon.cases.queries.staff import Candidate
from zaklon.cases.queries.staff import Choices as StaffChoices
from zaklon.cases.rules.matrix import MATRIX
from zaklon.cases.values import NewLink, NewTask
from zaklon.web.inputs import DayField


class ColleagueForm(CommandForm):
    """A colleague of the own body with the role in which the work is done."""

    user = forms.ChoiceField(label=_("Colleague"), error_messages={"required": _("Choose a colleague.")})

    def __init__(self, candidates: Iterable[Candidate], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.candidates = {f"{each.user_id} {each.role}": each for each in candidates}
        named = [(key, f"{each.name} – {each.role.label}") for key, each in self.candidates.items()]
        offer(self, "user", named, _("Choose a colleague"))

    def chosen(self) -> Candidate:
        """Who was chosen."""
        return self.candidates[self.cleaned_data["user"]]


class OutsiderForm(CommandForm):
    """Somebody of another body, known by the work address: names of its staff are not listed here."""

    body = forms.ChoiceField(label=_("Body"), error_messages={"required": _("Choose a body.")})
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose a role")), *((role.value, role.label) for role in Role if role in MATRIX)],
        error_messages={"required": _("Choose a role.")},
    )
    address = forms.EmailField(
        label=_("Work e-mail address"),
        help_text=_("Ask the person or the body for it. Names of staff of other bodies are not listed."),
        error_messages={"required": _("Enter the work e-mail address.")},
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, choices: StaffChoices, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        offer(self, "body", [(str(body_id), name) for body_id, name in choices.bodies], _("Choose a body"))


class HandOverForm(CommandForm):
    """Who leads the case from now on: a colleague, or somebody of another body by the work address."""

    user = forms.ChoiceField(label=_("Colleague"), required=False)
    body = forms.ChoiceField(label=_("Or a body"), required=False)
    address = forms.EmailField(
        label=_("Work e-mail address of the person there"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, choices: StaffChoices, role: Role, data: Any = None) -> None:
        super().__init__(data)
        fit = [(str(each.user_id), each.name) for each in choices.colleagues if each.role is role]
        offer(self, "user", fit, _("Nobody of my body"))
        offer(self, "body", [(str(body_id), name) for body_id, name in choices.bodies], _("No other body"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("user") and not (said.get("body") and said.get("address")):
            self.add_error("user", _("Choose a colleague, or a body with the address of the person there."))
        return said


class RaiseFlagForm(CommandForm):
    """What everybody who opens the case must know."""

    kind = forms.ChoiceField(
        label=_("What must everybody know at once?"),
        choices=FlagKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what must be known.")},
    )


class ResolveFlagForm(CommandForm):
    """Why a flag no longer holds."""

    words = forms.CharField(
        label=_("Why does this no longer hold?"),
        help_text=_("Write no names and no addresses: everybody who works on the case reads this."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, so that others can rely on it.")},
    )


class TaskForm(CommandForm):
    """What somebody who works on the case has to do, and by when."""

    kind = forms.ChoiceField(
        label=_("Task"), choices=[(kind.value, kind.label) for kind in BY_HAND], widget=forms.RadioSelect
    )
    post = forms.ChoiceField(label=_("Who"), error_messages={"required": _("Choose who has to do it.")})
    due = DayField(label=_("Last day"))

    def __init__(self, staff: Iterable[tuple[StaffRow, str]], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "post", [(post_choice(row.user_id, row.body_id), words) for row, words in staff])

    def new_task(self) -> NewTask:
        """What was entered."""
        user_id, body_id = read_post(self.cleaned_data["post"])
        due_at = end_of(self.cleaned_data["due"])
        assert due_at is not None  # noqa: S101  the field is required
        return NewTask(TaskKind(self.cleaned_data["kind"]), user_id, body_id, due_at)


class LinkForm(CommandForm):
    """Which person of this case belongs to which person of the same or another case."""

    person = forms.TypedChoiceField(label=_("Person of this case"), coerce=int)
    kind = forms.ChoiceField(label=_("How they belong together"), choices=LinkKind.choices, widget=forms.RadioSelect)
    other_code = forms.CharField(
        label=_("Code of the other case"),
        help_text=_("The code of this case, if both persons are in it."),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    other_position = forms.IntegerField(
        label=_("Number of the other person there"), min_value=1, max_value=200, widget=forms.NumberInput()
    )

    def __init__(self, persons: Choices, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        offer(self, "person", persons)

    def new_link(self) -> NewLink:
        """What was entered."""
        said = self.cleaned_data
        return NewLink(said["person"], said["other_code"], said["other_position"], LinkKind(said["kind"]))


class SplitForm(CommandForm):
    """Which persons get a case of their own."""

    persons = forms.TypedMultipleChoiceField(
        label=_("Who gets a case of their own?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, persons: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "persons", persons)


class MergeForm(CommandForm):
    """Which case is taken up into this one."""

    other_code = forms.CharField(
        label=_("Code of the case that is taken up into this one"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the code.")},
    )


class DecideForm(CommandForm):
    """The second person's word."""

    verdict = forms.ChoiceField(
        label=_("Do the two cases concern the same persons or the same event?"),
        choices=[("accept", _("Yes, merge them")), ("decline", _("No, leave them apart"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
