"""What changed between two answer sheets, and how two people's changes to one come together."""

from dataclasses import dataclass

from zaklon.forms.definition import Answer, Answers


@dataclass(frozen=True)
class Change:
    """One question whose answer changed; None where there was, or is, no answer."""

    question: str
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True)
class Joined:
    """Two people's changes to one sheet: the answers, what the other changed, and where both changed the same.

    Where both changed, `answers` keeps the second person's own answer, so nothing that was typed is lost; `clashes`
    say what the other wrote there, for the person to decide.
    """

    answers: dict[str, Answer]
    theirs: tuple[Change, ...]
    clashes: tuple[Change, ...]


def changes(before: Answers, after: Answers) -> tuple[Change, ...]:
    """Every question answered differently: first those that stood there before, then new ones."""
    return tuple(
        Change(code, before.get(code), after.get(code))
        for code in dict.fromkeys([*before, *after])
        if before.get(code) != after.get(code)
    )


def join(read: Answers, saved: Answers, mine: Answers) -> Joined:
    """Bring together what I wrote (`mine`) and what somebody else has saved since I `read` the sheet."""
    theirs = changes(read, saved)
    own = {change.question for change in changes(read, mine)}
    taken = [change for change in theirs if change.question not in own]
    clashes = [Change(c.question, mine.get(c.question), c.after) for c in theirs if c.question in own]
    answers = dict(mine)
    for change in taken:
        if change.after is None:
            answers.pop(change.question, None)
        else:
            answers[change.question] = change.after
    return Joined(answers, theirs, tuple(clash for clash in clashes if clash.before != clash.after))
