"""What the pages about handing on ask."""

import uuid
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zaklon.cases.forms.shared import Choices, CommandForm, offer
from zaklon.helpline.forms.calls import LABELS
from zaklon.helpline.rules.codes import TOLD
from zaklon.helpline.values import NewHandOver
from zaklon.web.inputs import DayField

_NO_TRACE = {"autocomplete": "off", "spellcheck": "false", "rows": "4"}
_LONGEST = 4000


class HandOverForm(CommandForm):
    """To whom a call is handed over, and what is told. Nothing is told that is not ticked or written here."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    receiver = forms.ChoiceField(
        label=_("To whom"), widget=forms.RadioSelect, error_messages={"required": _("Choose a body.")}
    )
    ground = forms.ChoiceField(
        label=_("On what ground this is passed on"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a ground.")},
    )
    told = forms.MultipleChoiceField(
        label=_("What of the call is told"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("What they must know to act"),
        help_text=_(
            "As little as will do. It is sealed: only they and your line can read it, and it is deleted later."
        ),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(_NO_TRACE),
    )

    def __init__(self, receivers: Choices, grounds: Choices, told: Iterable[str], data: Any = None) -> None:
        super().__init__(data, initial={"request_key": uuid.uuid4(), "told": ["urgency", "municipality"]})
        offer(self, "receiver", receivers)
        offer(self, "ground", grounds)
        said = set(told)
        offer(self, "told", [(field, LABELS[field]) for field in TOLD if field in said])
        if not said:
            del self.fields["told"]

    def new(self) -> NewHandOver:
        """The hand-over."""
        said = self.cleaned_data
        return NewHandOver(
            receiver_id=UUID(said["receiver"]),
            ground=said["ground"],
            request_key=said["request_key"],
            told=frozenset(said.get("told", ())),
            words=said["words"],
        )


class GroundForm(CommandForm):
    """On what ground a call becomes a signal."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    ground = forms.ChoiceField(
        label=_("On what ground this is passed on"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a ground.")},
    )

    def __init__(self, grounds: Choices, data: Any = None) -> None:
        super().__init__(data, initial={"request_key": uuid.uuid4()})
        offer(self, "ground", grounds)


class OutcomeForm(CommandForm):
    """What came of a hand-over."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), widget=forms.RadioSelect, error_messages={"required": _("Choose what came of it.")}
    )

    def __init__(self, outcomes: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "outcome", outcomes)


class PlanForm(CommandForm):
    """Steps of the safety plan that were agreed."""

    steps = forms.MultipleChoiceField(
        label=_("What was agreed"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what was agreed.")},
    )

    def __init__(self, steps: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "steps", steps)


class ShiftForm(CommandForm):
    """A note for the next shift."""

    note = forms.CharField(
        label=_("What the next shift has to know"),
        help_text=_("Speak of calls by their number. No names, addresses or telephone numbers. It is sealed."),
        max_length=_LONGEST,
        widget=forms.Textarea(_NO_TRACE),
        error_messages={"required": _("Write what the next shift has to know.")},
    )


class SureForm(CommandForm):
    """A question that is answered by its button alone."""

    sent = forms.CharField(widget=forms.HiddenInput, initial="yes")


class DayForm(forms.Form):
    """Which day's report."""

    day = DayField(label=_("Day"))
