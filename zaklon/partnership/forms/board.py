"""What pages of the Coordination Body ask."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, offer
from zaklon.partnership.forms.shared import clock_field, moment_of, words_field
from zaklon.partnership.kinds import Choice, Manner, Standing
from zaklon.partnership.values import NewConclusion, NewItem, NewMandate, NewObserver, NewSession, NewTask
from zaklon.web.inputs import DayField

_CHOOSE_BODY = {"required": _("Choose a body.")}


class FoundingForm(CommandForm):
    """A decision about the Body."""

    reference = forms.CharField(label=_("Number of the decision"), max_length=100)
    decided_on = DayField(label=_("Day of the decision"))
    says = words_field(_("What it says"), required=False)


class SeatForm(CommandForm):
    """A mandate of a member or deputy."""

    body = forms.ChoiceField(label=_("Body"), error_messages=_CHOOSE_BODY)
    address = forms.EmailField(
        label=_("Work e-mail address"),
        help_text=_("The person must hold the post of a member of the Coordination Body in that body already."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    standing = forms.ChoiceField(
        label=_("As what?"),
        choices=[(s.value, s.label) for s in (Standing.MEMBER, Standing.DEPUTY)],
        widget=forms.RadioSelect,
    )
    starts = DayField(label=_("First day of the mandate"))
    ends = DayField(label=_("Last day of the mandate"), required=False)

    def __init__(self, bodies: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "body", bodies, _("Choose a body"))

    def new(self) -> NewMandate:
        """The mandate."""
        said = self.cleaned_data
        return NewMandate(said["address"], UUID(said["body"]), Standing(said["standing"]), said["starts"], said["ends"])


class ObserverForm(CommandForm):
    """An observer."""

    name = forms.CharField(label=_("Name"), max_length=120)
    comes_from = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"), required=False)

    def new(self) -> NewObserver:
        """The observer."""
        said = self.cleaned_data
        return NewObserver(said["name"], said["comes_from"], said["starts"], said["ends"])


class EndMandateForm(CommandForm):
    """The last day of a mandate."""

    ends = DayField(label=_("Last day of the mandate"))


class SessionForm(CommandForm):
    """How and when the Body meets."""

    manner = forms.ChoiceField(label=_("How is it held?"), choices=Manner.choices, widget=forms.RadioSelect)
    day = DayField(label=_("Day"))
    clock = clock_field(_("Time"))
    place = forms.CharField(label=_("Place of a session in person"), max_length=160, required=False)
    closes = DayField(label=_("Day on which the votes of an electronic session end"), required=False)
    closes_clock = clock_field(_("Time at which the votes end"), required=False)

    def clean(self) -> dict[str, Any]:
        """An electronic session has an end."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("manner") == Manner.ELECTRONIC:
            for name in ("closes", "closes_clock"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("An electronic session needs an end. Enter it."))
        return said

    def new(self) -> NewSession:
        """The session."""
        said = self.cleaned_data
        is_electronic = said["manner"] == Manner.ELECTRONIC
        return NewSession(
            Manner(said["manner"]),
            moment_of(said["day"], said["clock"]),
            moment_of(said["closes"], said["closes_clock"]) if is_electronic else None,
            "" if is_electronic else said["place"],
        )


class PresentForm(CommandForm):
    """Who takes part, or is expected."""

    members = forms.MultipleChoiceField(
        label=_("Who takes part, or is expected?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, choices: Choices, present: Iterable[UUID], data: Any = None) -> None:
        super().__init__(data, initial={"members": [str(each) for each in present]})
        offer(self, "members", choices)

    def chosen(self) -> list[UUID]:
        """Keys of the mandates."""
        return [UUID(each) for each in self.cleaned_data["members"]]


class ItemForm(CommandForm):
    """An item for the agenda."""

    title = forms.CharField(label=_("What it is about"), max_length=200)
    is_voted = forms.ChoiceField(
        label=_("Is there a vote?"),
        choices=[("yes", _("Yes, on the words below")), ("no", _("No, it is for information"))],
        widget=forms.RadioSelect,
    )
    proposal = words_field(_("Words on which the members vote"), required=False)

    def new(self) -> NewItem:
        """The item."""
        said = self.cleaned_data
        return NewItem(said["title"], said["proposal"], is_voted=said["is_voted"] == "yes")


class RecordForm(CommandForm):
    """What was said on an item."""

    record = words_field(
        _("What was said"), help_text=_("It stands in the minutes. Name no victim and no case."), required=False, rows=8
    )

    def __init__(self, record: str, data: Any = None) -> None:
        super().__init__(data, initial={"record": record})


class VoteForm(CommandForm):
    """A vote."""

    choice = forms.ChoiceField(
        label=_("Your vote"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )


class ConclusionForm(CommandForm):
    """What a body has to do by a day."""

    text = words_field(_("What has to be done"))
    owner = forms.ChoiceField(label=_("Which body does it?"), error_messages=_CHOOSE_BODY)
    due_on = DayField(label=_("Last day"))
    item = forms.ChoiceField(label=_("Item of the agenda"), required=False)

    def __init__(self, bodies: Choices, items: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "owner", bodies, _("Choose a body"))
        offer(self, "item", items, _("None in particular"))

    def new(self) -> NewConclusion:
        """The conclusion."""
        said = self.cleaned_data
        item = UUID(said["item"]) if said["item"] else None
        return NewConclusion(said["text"], UUID(said["owner"]), said["due_on"], item)


class DoneForm(CommandForm):
    """That a conclusion is done."""

    done_on = DayField(label=_("Day on which it was done"))
    word = words_field(_("What was done"), required=False)
    file = forms.FileField(label=_("File that shows it"), required=False)


class MovedDayForm(CommandForm):
    """Another last day, with the reason."""

    due_on = DayField(label=_("New last day"))
    reason = words_field(_("Reason"), help_text=_("The body that owes it reads it."))


class YearForm(CommandForm):
    """A year."""

    year = forms.IntegerField(label=_("Year"), widget=forms.TextInput({"inputmode": "numeric"}))


class TaskForm(CommandForm):
    """An item of a work plan."""

    text = words_field(_("What is to be done"), rows=3)
    owner = forms.ChoiceField(label=_("Which body does it?"), error_messages=_CHOOSE_BODY)
    due_on = DayField(label=_("Last day"))

    def __init__(self, bodies: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "owner", bodies, _("Choose a body"))

    def new(self) -> NewTask:
        """The item."""
        said = self.cleaned_data
        return NewTask(said["text"], UUID(said["owner"]), said["due_on"])


class AdoptPlanForm(CommandForm):
    """When, and in which session, a work plan was adopted."""

    on = DayField(label=_("Day of the adoption"))
    session = forms.ChoiceField(label=_("Session that adopted it"), required=False)

    def __init__(self, sessions: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "session", sessions, _("None in this list"))

    def session_id(self) -> UUID | None:
        """The session, where one was chosen."""
        return UUID(self.cleaned_data["session"]) if self.cleaned_data["session"] else None


class TaskEndForm(CommandForm):
    """When an item was implemented or dropped, with a word."""

    on = DayField(label=_("Day"))
    word = words_field(_("What was done, or why it is dropped"), required=False, rows=3)
