"""The small forms on the page of a report, each with a reason or an answer."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zaklon.plan.forms.work import AnswerForm, ReasonForm
from zaklon.plan.queries.report import ReportPage


@dataclass(frozen=True)
class DecisionForms:
    """Those that were sent and have errors; `for_page` adds the empty ones that the reader may use."""

    send_back: ReasonForm | None = None
    delay: ReasonForm | None = None
    correction: ReasonForm | None = None
    answers: dict[UUID, AnswerForm] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def for_page(self, page: ReportPage) -> "DecisionForms":
        """The forms that the page offers."""
        rights = page.rights
        return replace(
            self,
            send_back=(self.send_back or send_back_form()) if "send_back" in rights.verbs else None,
            delay=(self.delay or delay_form()) if rights.may_accept_late else None,
            correction=(self.correction or correction_form()) if rights.may_correct else None,
            answers={
                word.confirmation_id: self.answers.get(word.confirmation_id) or answer_form(word.confirmation_id)
                for word in page.partners
                if word.verbs
            },
        )

    def all(self) -> list[Any]:
        """What a step was refused for, and every form in the order of the page, for the error summary."""
        forms = [self.send_back, self.delay, self.correction, *self.answers.values()]
        return [*self.problems, *(form for form in forms if form is not None)]


def send_back_form(data: Any = None) -> ReasonForm:
    """Why a report goes back."""
    return ReasonForm(
        data, prefix="back", label=_("What must the reporter correct?"), hint=_("The reporter and the head read this.")
    )


def delay_form(data: Any = None) -> ReasonForm:
    """Why a delay is accepted."""
    return ReasonForm(
        data,
        prefix="delay",
        label=_("Why do you accept the delay?"),
        hint=_("The activity will count as implemented and stay marked as late."),
    )


def correction_form(data: Any = None) -> ReasonForm:
    """Why an adopted report is corrected."""
    return ReasonForm(
        data,
        prefix="correction",
        label=_("What is wrong in the adopted report?"),
        hint=_("The adopted report stays in force until the correction is adopted too."),
    )


def removal_form(data: Any = None) -> ReasonForm:
    """Why a file is taken away."""
    return ReasonForm(data, label=_("Why do you remove this file?"))


def answer_form(confirmation_id: UUID, data: Any = None) -> AnswerForm:
    """What a partner says."""
    return AnswerForm(data, prefix=f"part-{confirmation_id}")
