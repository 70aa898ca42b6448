"""Result indicators: sentences of a cell, targets, comparators, units, quotas and rhythms."""

from decimal import Decimal

import pytest

from zaklon.plan.importing.indicators import read_indicator, split_indicators
from zaklon.plan.importing.readings import Certainty, IndicatorKind


@pytest.mark.parametrize(
    ("text", "comparator", "target", "unit"),
    [
        ("At least 45 officers trained", ">=", 45, "people"),
        ("Six bridges' rooms are equipped", "=", 6, "facilities"),
        ("Map made (with a total printing of 500 copies)", "=", 500, "copies"),
        ("Najmanje 45 službenika obučeno", ">=", 45, "people"),
        ("Најмање 45 службеника обучено", ">=", 45, "people"),
        ("Tiraž 500", "=", 500, "copies"),
        ("tiraž: 10 hiljada", "=", 10_000, "copies"),
        ("Të paktën 10 takime të mbajtura", ">=", 10, "meetings"),
        ("Njëzet e pesë zyrtarë të trajnuar", "=", 25, "people"),
        ("Not more than 12 controls", "<=", 12, "controls"),
        ("Najviše 20 sjednica", "<=", 20, "meetings"),
        ("45 or more participants", ">=", 45, "people"),
        ("6 000 inspections carried out", "=", 6000, "inspections"),
        ("100% of ferries checked", "=", 100, "percent"),
        ("4000 Euros set aside for ferries", "=", 4000, "euros"),
        ("A training for ferry crews", "=", 1, "trainings"),
        ("Održana dvodnevna obuka", "=", 1, "trainings"),
        ("Held a two-day training on fords", "=", 1, "trainings"),
        ("Izrađen izvještaj", "=", 1, "reports"),
        ("Education of crews in at least five municipalities", ">=", 5, "municipalities"),
    ],
)
def test_target_comparator_and_unit_are_read(text, comparator, target, unit):
    read = read_indicator(text)
    assert (read.comparator, read.target, read.unit) == (comparator, Decimal(target), unit)


@pytest.mark.parametrize(
    "text",
    ["Workshops held", "Map is drawn and shown", "Održane radionice", "The list is kept", "Contact persons named"],
)
def test_a_thing_without_number_is_done_or_not(text):
    read = read_indicator(text)
    assert (read.kind, read.target, read.comparator) == (IndicatorKind.DONE, None, None)


def test_a_quality_has_no_target():
    assert read_indicator("Increased awareness of the public").kind is IndicatorKind.QUALITATIVE


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Report under Directive 2011/36 made", 1),
        ("Training on Article 4 held for 30 officers", 30),
        ("Three trainings on “20 ways to cross a ford” held", 3),
        ("Data per 1000 inhabitants published in 2 reports", 2),
        ("Two 24-hour trainings on fords", 2),
    ],
)
def test_numbers_that_count_nothing_are_passed_over(text, target):
    assert read_indicator(text).target == Decimal(target)


@pytest.mark.parametrize(
    ("text", "quota"),
    [
        (
            "Six trainings (two training sessions each for the northern, central, and southern region)",
            {"north": 2, "centre": 2, "south": 2},
        ),
        (
            "Održano šest obuka (po dvije u sjevernoj, centralnoj i južnoj regiji)",
            {"north": 2, "centre": 2, "south": 2},
        ),
        (
            "Six trainings (3 in the north, 2 in the centre and 1 in the south region)",
            {"north": 3, "centre": 2, "south": 1},
        ),
        ("Održano 6 obuka, po 2 u svakom regionu", {"every_region": 2}),
    ],
)
def test_regional_shares_are_no_target(text, quota):
    read = read_indicator(text)
    assert (dict(read.quota), read.target, read.is_quota_inferred) == (quota, Decimal(6), False)


def test_regions_without_numbers_share_equally_and_only_likely():
    read = read_indicator("Three trainings for people from the central, northern and southern region")
    assert (dict(read.quota), read.is_quota_inferred) == ({"centre": 1, "north": 1, "south": 1}, True)
    assert read.certainty is Certainty.LIKELY


def test_regions_that_do_not_divide_the_target_give_no_quota():
    assert read_indicator("Four trainings in the northern, central and southern region").quota == ()


@pytest.mark.parametrize(
    ("text", "period", "unit"),
    [
        ("Daily reports on crossings", "daily", "reports"),
        ("Semi-annual analyzes of crossings", "semi_annual", "analyses"),
        ("Quarterly reports are made", "quarterly", "reports"),
        ("Polugodišnje analize", "semi_annual", "analyses"),
        ("Mjesečni izvještaji", "monthly", "reports"),
        ("Raporte tremujore", "quarterly", "reports"),
    ],
)
def test_a_rhythm_is_read_without_inventing_a_number(text, period, unit):
    read = read_indicator(text)
    assert (read.periodicity, read.unit, read.target) == (period, unit, None)


def test_several_numbers_leave_the_reading_unsure():
    read = read_indicator("3 trainings for 45 people")
    assert (read.target, read.also, read.certainty) == (Decimal(3), ((Decimal(45), "people"),), Certainty.UNSURE)


@pytest.mark.parametrize(
    ("cell", "sentences"),
    [
        ("- A\n- B", ("A", "B")),
        ("· One report\n\n· Two\n  reports", ("One report", "Two reports")),
        ("One report", ("One report",)),
        ("Report made\nTen people trained", ("Report made", "Ten people trained")),
        ("Report made on\nfords", ("Report made on fords",)),
        ("Report made (in all\nThree languages)", ("Report made (in all Three languages)",)),
        ("• A • B", ("A", "B")),
        ("Six held; Ten trained", ("Six held", "Ten trained")),
        ("Held six; in spring", ("Held six; in spring",)),
        ("1) A\n2) B", ("A", "B")),
        ("Two-day training", ("Two-day training",)),
        ("  \n-\n", ()),
    ],
)
def test_a_cell_is_cut_into_sentences(cell, sentences):
    assert split_indicators(cell) == sentences
