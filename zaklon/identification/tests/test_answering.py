"""Answering an instrument: the fields, what is read from them, and the markup that carries them."""

import pytest
from django.http import QueryDict
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zaklon.cases.kinds import AgeGroup
from zaklon.common.errors import RuleBroken
from zaklon.identification.explaining import explain
from zaklon.identification.forms.answering import InstrumentForm, answers_of, field_name
from zaklon.identification.rules.advice import advise
from zaklon.identification.rules.answers import Answer
from zaklon.identification.tests.instruments import NO, UNKNOWN, YES, instrument, sheet
from zaklon.identification.tests.test_words import CODES, wording
from zaklon.web.tests.html import texts, tokens

LABOUR = instrument("ilo_adult_labour")
SIGNS = instrument("child_list")
FIELDS = '{% from "identification/answering.html" import instrument_fields %}{{ instrument_fields(form) }}'
ADVICE = '{% from "identification/answering.html" import advice %}{{ advice(row) }}'


def render(source, **context):
    return engines["jinja2"].from_string(source).render(context)


def tags(html, name):
    """The attributes of every tag of this name."""
    return [dict(part[1:]) for part in tokens(html) if isinstance(part, tuple) and part[0] == name]


# --- reading ------------------------------------------------------------------------------------------------------
def test_what_was_sent_is_read_with_its_version_and_other_fields_are_left_alone():
    post = QueryDict("answer-child_list-1-fear=present&answer-child_list-2-fear=absent&request_key=x&answer-a-1-b=")
    assert answers_of(post) == {
        ("child_list", 1): {"fear": YES},
        ("child_list", 2): {"fear": NO},
        ("a", 1): {"b": UNKNOWN},
    }
    assert answers_of({}) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("answer-child_list-1-fear", "maybe"),
        ("answer-child_list-one-fear", "present"),
        ("answer-child_list-1", "present"),
        ("answer-child_list-1-fear-2", "present"),
        ("answer-child_list-1111-fear", "present"),
        ("answer-child_list-¹-fear", "present"),
    ],
)
def test_what_no_page_sends_is_refused(name, value):
    with pytest.raises(RuleBroken) as refusal:
        answers_of({name: value})
    assert (refusal.value.code, refusal.value.field) == ("answer_unknown", name)


@given(st.dictionaries(st.sampled_from([each.code for each in LABOUR.indicators]), st.sampled_from(list(Answer))))
def test_a_page_and_an_interface_read_the_same(said):
    post = {field_name("ilo_adult_labour", 1, code): answer.value for code, answer in said.items()}
    form = InstrumentForm(LABOUR, wording("en"), post)
    assert form.is_valid()
    read = {code: answer for code, answer in form.sheet().answers.items() if answer is not UNKNOWN}
    sent = answers_of(post).get(("ilo_adult_labour", 1), {})
    assert read == {code: answer for code, answer in sent.items() if answer is not UNKNOWN}


@given(st.dictionaries(st.text(max_size=30), st.text(max_size=12)))
def test_no_form_breaks_the_reading(post):
    found = read_or_code({f"answer-{name}": value for name, value in post.items()})
    assert found == "answer_unknown" or {type(said) for each in found.values() for said in each.values()} <= {Answer}


def read_or_code(post):
    try:
        return answers_of(post)
    except RuleBroken as refusal:
        return refusal.code


# --- the form -----------------------------------------------------------------------------------------------------
def test_nothing_has_to_be_answered_and_what_is_not_answered_is_not_known():
    form = InstrumentForm(SIGNS, wording("en"), {})
    assert form.is_valid()
    assert set(form.sheet().answers.values()) == {UNKNOWN}


def test_an_answer_that_the_list_does_not_offer_is_told_at_its_line():
    form = InstrumentForm(SIGNS, wording("en"), {field_name("child_list", 1, "fear"): "maybe"})
    assert not form.is_valid()
    assert set(form.errors) == {"answer-child_list-1-fear"}


def test_one_dimension_at_a_time_keeps_what_was_answered_before():
    former = {"begging": YES, "fear": NO}
    page = InstrumentForm(SIGNS, wording("en"), {}, former=former, dimension="child_wellbeing")
    assert page.is_valid()
    assert [group.code for group in page.groups()] == ["child_wellbeing"]
    assert page.sheet().answers["begging"] is YES
    assert page.sheet().answers["fear"] is UNKNOWN, "it was asked again and left open"


def test_answers_of_a_former_version_are_not_taken_for_this_one():
    form = InstrumentForm(SIGNS, wording("en"), {"answer-child_list-9-fear": "present"})
    assert form.is_valid()
    assert form.sheet().answers["fear"] is UNKNOWN


# --- the markup ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("listed", [LABOUR, SIGNS], ids=lambda each: each.code)
def test_each_dimension_and_each_question_is_a_named_group(listed, language):
    with translation.override(language):
        form = InstrumentForm(listed, wording(language))
        html = render(FIELDS, form=form)
    dimensions = {each.dimension for each in listed.indicators}
    assert len(tags(html, "fieldset")) == len(tags(html, "legend")) == len(dimensions) + len(listed.indicators)
    shown = texts(html)
    assert form.lead in shown
    assert all(group.name in shown for group in form.groups())
    assert all(line.label in shown for group in form.groups() for line in group.lines)
    assert not any("(optional)" in text for text in shown)


def test_every_answer_is_a_labelled_radio_button_and_not_known_is_chosen():
    html = render(FIELDS, form=InstrumentForm(SIGNS, wording("en")))
    radios = [each for each in tags(html, "input") if each["type"] == "radio"]
    assert len(radios) == 3 * len(SIGNS.indicators)
    assert {each["for"] for each in tags(html, "label")} == {each["id"] for each in radios}
    assert [each["value"] for each in radios if "checked" in each] == ["not_known"] * len(SIGNS.indicators)
    assert len({each["id"] for each in radios}) == len(radios)
    assert {each["name"] for each in radios} == {field_name("child_list", 1, each.code) for each in SIGNS.indicators}


def test_former_answers_are_chosen_again():
    html = render(FIELDS, form=InstrumentForm(SIGNS, wording("en"), former={"fear": YES, "school": NO}))
    chosen = {each["name"]: each["value"] for each in tags(html, "input") if "checked" in each}
    assert chosen["answer-child_list-1-fear"] == "present"
    assert chosen["answer-child_list-1-school"] == "absent"


def test_advice_is_shown_with_the_finding_the_steps_the_help_and_the_reasons():
    row = explain(advise([sheet("child_list", "school")], AgeGroup.CHILD), wording("en"))
    shown = texts(render(ADVICE, row=row))
    assert {row.finding, *row.steps, *row.help} <= set(shown)
    assert [line for lines in row.questions for line in lines]
    assert "The child does not go to school, or stays away for weeks" in shown
    assert "Which answers led to this" in shown
    assert "1 line is not known." not in shown
    assert "3 lines are not known." in shown


def test_an_error_is_announced_with_its_question_and_can_be_reached():
    name = field_name("child_list", 1, "fear")
    form = InstrumentForm(SIGNS, wording("en"), {name: "maybe"})
    html = render(
        '{% from "components/forms.html" import error_summary %}{{ error_summary(form) }}' + FIELDS, form=form
    )
    (described,) = [each["aria-describedby"] for each in tags(html, "fieldset") if "aria-describedby" in each]
    assert described == f"id_{name}-error"
    assert f'href="#id_{name}"' in html
    assert f'id="id_{name}"' in html


def test_the_markup_is_that_of_the_shell_s_radio_buttons():
    form = InstrumentForm(SIGNS, wording("en"), former={"fear": YES}, dimension="child_wellbeing")
    line = next(each for each in form.groups()[0].lines if each.name.endswith("fear"))
    own = render(
        '{% from "identification/answering.html" import question %}{{ question(line, form.offered()) }}',
        line=line,
        form=form,
    )
    shell = render(
        '{% from "components/forms.html" import field %}{{ field(bound, label=bound.label) }}', bound=form[line.name]
    )
    assert tokens(own.replace("id-question ", "")) == tokens(shell)
