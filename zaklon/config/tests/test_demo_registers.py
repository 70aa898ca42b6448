"""The demonstration's registers: every indicator is counted or says why not, and every invented entry is complete."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest

from zaklon.config.demo.papers import load
from zaklon.config.demo.register_papers import answers_of, entry_papers, measure_papers
from zaklon.forms import queries
from zaklon.forms.rules.checking import check
from zaklon.forms.rules.completeness import completeness
from zaklon.forms.tests.made import form_in
from zaklon.vocabulary.pack import read_pack
from zaklon.vocabulary.pack.registers import MEASURES, REGISTERS, build_measure, build_register
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY

YEAR_END = date(2026, 12, 31)
PLANS = ("plan_2020", "plan_current")
STRATEGIES = ("strategy", "strategy_current")


@dataclass(frozen=True)
class Known:
    """A body as the directory gives it."""

    code: str
    name: str

    def exists_on(self, _day):
        return True


@cache
def pack():
    return read_pack(FIRST_COUNTRY)


@cache
def registers():
    return {code: build_register(cells) for code, cells in pack().register_rows[REGISTERS].items()}


@cache
def measures():
    return {code: build_measure(cells) for code, cells in pack().register_rows[MEASURES].items()}


@pytest.fixture
def bodies(monkeypatch):
    """The bodies of the pack, where a form offers them without a database."""
    known = {body.code: Known(body.code, body.labels.get("en", body.code)) for body in pack().bodies}
    monkeypatch.setattr(queries, "directory", lambda _language: known)
    form_in.cache_clear()
    yield known
    form_in.cache_clear()


def results_of(name):
    measures_of_plan = load(f"{name}.yaml")["measures"]
    activities = [activity for measure in measures_of_plan for activity in measure["activities"]]
    return [(a["code"], place) for a in activities for place, _ in enumerate(a["results"], 1)]


def indicators_of(name):
    objectives = load(f"{name}.yaml")["objectives"]
    return [(each["code"], None) for objective in objectives for each in objective.get("indicators", ())]


def test_every_indicator_of_the_demonstration_stands_once():
    for name in PLANS:
        assert [(p.code, p.result) for p in measure_papers() if p.paper == name] == results_of(name)
    for name in STRATEGIES:
        assert [(p.code, p.result) for p in measure_papers() if p.paper == name] == indicators_of(name)
    assert len(results_of("plan_2020")) == 59
    assert len(indicators_of("strategy")) == 11


def test_an_indicator_is_counted_by_a_measure_of_the_pack_or_says_why_not():
    for paper in measure_papers():
        assert bool(paper.measure) != bool(paper.typed_because), paper
        assert not paper.measure or paper.measure in measures(), paper


def test_every_measure_of_a_register_names_one():
    assert {each.register for each in measures().values()} <= {*registers(), ""}


def test_every_invented_entry_is_right_and_complete(bodies):
    for paper in entry_papers(YEAR_END.year):
        form = form_in(paper.register, "en")
        answers = answers_of(paper, form)
        assert check(form, answers, today=YEAR_END).problems == (), paper
        assert completeness(form, answers).missing == (), paper


def test_every_invented_entry_is_of_a_body_that_enters_it_and_belongs_where_it_may(bodies):
    above = {body.code: body.parent for body in pack().bodies}
    register_of: dict[str, str] = {}
    for paper in entry_papers(YEAR_END.year):
        register = registers()[paper.register]
        assert register_of.get(paper.under, "") == register.under, paper
        assert paper.key not in register_of
        register_of[paper.key] = paper.register
        upwards = {paper.body, above[paper.body]}
        assert not register.entered_by or upwards & set(register.entered_by), paper
    assert set(register_of.values()) == set(registers())


def test_an_invented_entry_serves_activities_that_there_are():
    known = {name: {code for code, _place in results_of(name)} for name in PLANS}
    for paper in entry_papers(YEAR_END.year):
        assert all(code in known[plan] for plan, code in paper.serves), paper
