"""Whether an answer says what its question asks for, before it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from zaklon.plan.settling.corrections import UnfitText, corrected, is_correction, whole_number
from zaklon.plan.settling.drafts import NEW_STRATEGY, DraftActivity
from zaklon.plan.settling.faults import Frame
from zaklon.plan.settling.questions import AS_READ, Asked, Reply
from zaklon.plan.settling.replies import BODY_PREFIX, LEAVE_OUT, PAYERS
from zaklon.plan.settling.settling import Settled

_CURRENCY_LETTERS: Final = 3
_LONGEST_REPLY: Final = 2_000


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks answers against what was read and what is known; `lists` are codes of the pack's lists."""

    settled: Settled
    frame: Frame
    lists: frozenset[str] = frozenset()

    def check(self, row: str, field: str, text: str) -> None:
        """Raise UnfitText when the row, the field or the text of an answer is not one."""
        asked = next((each for each in self.settled.asked if (each.row, each.field) == (row, field)), None)
        if is_correction(field):
            self._check_correction(row, field, text)
        elif asked is None:
            raise UnfitText(field)
        else:
            self._check_reply(asked, text)

    def _check_correction(self, row: str, field: str, text: str) -> None:
        if not row:
            self._check_paper(field, text)
            return
        held = next((each for each in self.settled.plan.rows if each.row == row), None)
        if held is None:
            raise UnfitText(row)
        try:
            made = corrected(held, field, text)
        except KeyError as error:
            raise UnfitText(field) from error
        if isinstance(made, DraftActivity):
            self._check_activity(made, field)
        if field == "category_list" and text and text not in self.lists:
            raise UnfitText(text)

    def _check_activity(self, made: DraftActivity, field: str) -> None:
        if field == "measure" and made.measure not in {each.row for each in self.settled.plan.measures}:
            raise UnfitText(made.measure)
        # A name that nobody has placed yet may stay; it is asked about until somebody does.
        bodies = [part.body for part in made.parts if part.body or not part.as_written] if field == "parts" else []
        if field == "money":
            bodies = [line.values.payer_body for line in made.money if line.values.payer_body]
            for line in made.money:
                _check_currency(line.values.currency)
        for body in bodies:
            self._check_body(body)

    def _check_paper(self, field: str, text: str) -> None:
        try:
            corrected(self.settled.plan.paper, field, text)
        except KeyError as error:
            raise UnfitText(field) from error
        if field == "strategy" and text != NEW_STRATEGY and text not in self.frame.strategies:
            raise UnfitText(text)
        if field == "currency":
            _check_currency(text)

    def _check_reply(self, asked: Asked, text: str) -> None:
        if len(text) > _LONGEST_REPLY:
            raise UnfitText(text[:40])
        check = {
            Reply.AS_READ: _check_as_read,
            Reply.YEAR: whole_number,
            Reply.CURRENCY: _check_currency,
            Reply.BODY: self._check_body_reply,
            Reply.PAYER: self._check_payer,
            Reply.LIST: self._check_list,
        }.get(asked.kind.reply)
        if asked.kind.reply is Reply.CHOICE:
            if text not in asked.choices:
                raise UnfitText(text)
        elif asked.kind.reply in {Reply.PAPER, Reply.CORRECTION}:
            raise UnfitText(asked.code)
        elif check is not None:
            _call(check, text)

    def _check_body(self, code: str) -> None:
        if code not in self.frame.bodies:
            raise UnfitText(code)

    def _check_body_reply(self, text: str) -> None:
        if text != LEAVE_OUT:
            self._check_body(text)

    def _check_payer(self, text: str) -> None:
        if text.startswith(BODY_PREFIX):
            self._check_body(text.removeprefix(BODY_PREFIX))
        elif text not in PAYERS:
            raise UnfitText(text)

    def _check_list(self, text: str) -> None:
        if text not in self.lists:
            raise UnfitText(text)


def _call(check: Callable[[str], object], text: str) -> None:
    check(text)


def _check_as_read(text: str) -> None:
    if text != AS_READ:
        raise UnfitText(text)


def _check_currency(text: str) -> None:
    if len(text) != _CURRENCY_LETTERS or not text.isascii() or not text.isalpha() or not text.isupper():
        raise UnfitText(text)
