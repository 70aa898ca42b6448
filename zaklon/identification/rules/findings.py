"""From dimensions to what the answers point to: the case rule for adults, for children, the elements, the child list.

Where the source defines nothing, the finding is that somebody experienced looks; never that there is nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import product

from zaklon.identification.rules.dimensions import Count


class Finding(StrEnum):
    """What the answers to one instrument point to. It is advice: it decides nothing and closes nothing."""

    NOT_INDICATED = "not_indicated"
    NOT_ENOUGH_KNOWN = "not_enough_known"
    LABOUR_RIGHTS = "labour_rights"
    DECEIVED_AND_EXPLOITED = "deceived_and_exploited"
    EXPERT_REVIEW = "expert_review"
    CHILD_CONCERN = "child_concern"
    TRAFFICKING_INDICATED = "trafficking_indicated"


class Level(IntEnum):
    """How far a finding points; one more indicator that is present never lowers it."""

    NOTHING_SHOWN = 0
    RIGHTS = 1
    LOOK_TOGETHER = 2
    REFER = 3


LEVELS: dict[Finding, Level] = {
    Finding.NOT_INDICATED: Level.NOTHING_SHOWN,
    Finding.NOT_ENOUGH_KNOWN: Level.NOTHING_SHOWN,
    Finding.LABOUR_RIGHTS: Level.RIGHTS,
    Finding.DECEIVED_AND_EXPLOITED: Level.LOOK_TOGETHER,
    Finding.EXPERT_REVIEW: Level.LOOK_TOGETHER,
    Finding.CHILD_CONCERN: Level.REFER,
    Finding.TRAFFICKING_INDICATED: Level.REFER,
}

EXPLOITATION = "exploitation"
DECEPTION, COERCION = "deceptive_recruitment", "coercive_recruitment"
COERCION_THERE = "coercion_destination"
# They stand in for the means or reinforce them (notes of the source), but no listed row names them.
ABUSE = frozenset({"vulnerability_recruitment", "vulnerability_destination"})
RECRUITMENT = frozenset({DECEPTION, COERCION, "vulnerability_recruitment"})
MEANS_OF_ILO = RECRUITMENT | {COERCION_THERE, "vulnerability_destination"}
ACT, MEANS, PURPOSE = "act", "means", "purpose"

Positive = frozenset[str]
_D, _C = frozenset({DECEPTION}), frozenset({COERCION})


@dataclass(frozen=True)
class ListedRow:
    """A combination that the source lists. `with_abuse`: positive abuse of vulnerability leaves the row as it is."""

    means: tuple[Positive, ...]
    exploitation: bool
    coercion_there: bool
    with_abuse: bool
    finding: Finding


_NONE: Positive = frozenset()
LISTED = (
    ListedRow((_NONE,), exploitation=False, coercion_there=False, with_abuse=False, finding=Finding.NOT_INDICATED),
    ListedRow((_NONE,), exploitation=True, coercion_there=False, with_abuse=False, finding=Finding.LABOUR_RIGHTS),
    ListedRow((_D,), exploitation=True, coercion_there=False, with_abuse=True, finding=Finding.DECEIVED_AND_EXPLOITED),
    ListedRow(
        (_D, _C, _D | _C),
        exploitation=True,
        coercion_there=True,
        with_abuse=True,
        finding=Finding.TRAFFICKING_INDICATED,
    ),
)


def of_adult(positive: Positive) -> Finding:
    """The case rule for adults over positive dimensions of an ILO list.

    Source: the table of the ILO and European Commission's operational indicators, as read in a third-party synthesis.
    Abuse of vulnerability is a means, so with it nothing is "no means"; it completes no row that names another means.
    """
    for row in LISTED:
        if (
            positive & {DECEPTION, COERCION} in row.means
            and (EXPLOITATION in positive) is row.exploitation
            and (COERCION_THERE in positive) is row.coercion_there
            and (row.with_abuse or not positive & ABUSE)
        ):
            return row.finding
    return Finding.EXPERT_REVIEW


def of_child(positive: Positive, *, is_act_seen: bool) -> Finding:
    """The case rule for children over positive dimensions of an ILO list: an act and exploitation are enough.

    Means never matter (Palermo Protocol Art. 3(c)). A positive dimension of recruitment shows the act of recruiting;
    `is_act_seen` says that another instrument shows one.
    """
    if EXPLOITATION in positive and (is_act_seen or positive & RECRUITMENT):
        return Finding.TRAFFICKING_INDICATED
    return Finding.EXPERT_REVIEW if positive else Finding.NOT_INDICATED


def of_elements(positive: Positive, *, is_child: bool) -> Finding:
    """Act, means and purpose together (Palermo Protocol Art. 3); for a child, act and purpose.

    Whether the person agreed is not asked, because it decides nothing once a means was used (Art. 3(b)), nor ever for
    a child.
    """
    needed = {ACT, PURPOSE} if is_child else {ACT, MEANS, PURPOSE}
    if needed <= positive:
        return Finding.TRAFFICKING_INDICATED
    return Finding.EXPERT_REVIEW if positive else Finding.NOT_INDICATED


def of_child_list(count: Count) -> Finding:
    """One strong sign, or two of any kind, call for protection; a single other sign is looked at together. Proposed."""
    if count.strong or count.total >= 2:
        return Finding.CHILD_CONCERN
    return Finding.EXPERT_REVIEW if count.total else Finding.NOT_INDICATED


@dataclass(frozen=True)
class Combination:
    """One combination for adults, and its finding without and with positive abuse of vulnerability."""

    means: Positive
    is_exploited: bool
    is_coerced_there: bool
    finding: Finding
    finding_with_abuse: Finding


def combinations() -> Iterator[Combination]:
    """Every combination for adults, listed by the source or not."""
    for means, used, forced in product((_NONE, _D, _C, _D | _C), (False, True), (False, True)):
        positive = means | ({EXPLOITATION} if used else _NONE) | ({COERCION_THERE} if forced else _NONE)
        yield Combination(means, used, forced, of_adult(positive), of_adult(positive | ABUSE))
