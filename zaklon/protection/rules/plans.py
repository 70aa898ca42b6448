"""The goals of a support plan and what visits found, as the filled forms F8 and F14 say it: no second store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

Said = Mapping[str, str | list[str]]

# What a visit asks of the professional and of the person, each on the scale of wellbeing.
DOMAINS = ("housing", "health", "work", "school", "law", "family", "safety")


@dataclass(frozen=True)
class Goal:
    """One goal in the person's words, with who does what, until when and at what cost."""

    number: int
    goal: str
    action: str
    service: str
    provider: str
    from_day: date | None
    until_day: date | None
    cost: int | None
    state: str
    result: str

    def is_late(self, today: date) -> bool:
        """Whether its time has passed while nothing says that it was reached or given up."""
        return self.until_day is not None and self.until_day < today and self.state in ("", "planned", "going")


@dataclass(frozen=True)
class Visit:
    """How it was going on a day: by domain what the professional saw and the person felt, and the person's feedback."""

    visited_on: date | None
    time: str
    views: tuple[tuple[str, str, str], ...]
    feedback: str


def goals_of(said: Said) -> tuple[Goal, ...]:
    """Every goal of a filled plan, in its order."""
    goals: list[Goal] = []
    for number in count(1):
        if f"goal_{number}" not in said and f"goal_{number + 1}" not in said:
            return tuple(goals)
        if text := _text(said, f"goal_{number}"):
            goals.append(_goal(said, number, text))
    return tuple(goals)


def cost_of(goals: tuple[Goal, ...]) -> int:
    """What the goals cost together, in whole units of the currency."""
    return sum(goal.cost or 0 for goal in goals)


def visit_of(said: Said) -> Visit:
    """A filled form of a visit; domains that nobody spoke of are left out."""
    views = ((domain, _text(said, f"{domain}_seen"), _text(said, f"{domain}_felt")) for domain in DOMAINS)
    return Visit(
        visited_on=_day(said, "visited_on"),
        time=_text(said, "time"),
        views=tuple(view for view in views if view[1] or view[2]),
        feedback=_text(said, "services_useful"),
    )


def next_review(said: Said) -> date | None:
    """The day of the next review that the plan names."""
    return _day(said, "review_on")


def _goal(said: Said, number: int, text: str) -> Goal:
    cost = _text(said, f"cost_{number}")
    return Goal(
        number=number,
        goal=text,
        action=_text(said, f"action_{number}"),
        service=_text(said, f"service_{number}"),
        provider=_text(said, f"provider_{number}"),
        from_day=_day(said, f"from_{number}"),
        until_day=_day(said, f"until_{number}"),
        cost=int(cost) if cost.isascii() and cost.isdigit() else None,
        state=_text(said, f"state_{number}"),
        result=_text(said, f"result_{number}"),
    )


def _text(said: Said, name: str) -> str:
    value = said.get(name, "")
    return value if isinstance(value, str) else ", ".join(value)


def _day(said: Said, name: str) -> date | None:
    try:
        return date.fromisoformat(_text(said, name))
    except ValueError:
        return None
