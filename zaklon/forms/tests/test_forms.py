"""Forms on the screen: fields for every kind, sections, what the script reads, and problems at their question."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given, settings

from zaklon.forms.forms import LEAVE_OUT, form_of
from zaklon.forms.reading import read_changes, read_form
from zaklon.forms.rules.changes import Change
from zaklon.forms.rules.checking import Problem, check
from zaklon.forms.tests.made import (
    LANGUAGES,
    TODAY,
    codes,
    definition,
    form_in,
    lantern_walk,
    options,
    question,
)
from zaklon.forms.tests.test_rules import filled_forms
from zaklon.forms.wording import PROBLEMS, condition_text, problem_text
from zaklon.vocabulary.pack import FieldKind
from zaklon.web.tests.html import texts


def posted(form, answers):
    """What a browser would send."""
    data = {}
    for code, said in answers.items():
        name = f"answer-{code}"
        if form.by_code[code].kind is FieldKind.DAY:
            year, month, day = said.split("-")
            data |= {f"{name}-year": year, f"{name}-month": month, f"{name}-day": day}
        elif form.by_code[code].kind is FieldKind.LINES:
            data[name] = "\r\n".join(said)
        else:
            data[name] = said
    return Posted(data)


class Posted(dict):
    """As Django hands over what a browser has sent."""

    def getlist(self, name):
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]


def asked(form, answers=None, **more):
    return form_of(form, None if answers is None else posted(form, answers), today=TODAY, **more)


def html_of(form, macro="answer_fields"):
    template = engines["jinja2"].from_string(f'{{% from "forms/parts.html" import {macro} %}}{{{{ {macro}(it) }}}}')
    return template.render({"it": form})


@given(filled_forms())
@settings(max_examples=40, deadline=None)
def test_whatever_is_answered_well_comes_back_as_it_is_sealed(filled):
    form, answers = filled
    sheet = asked(form, answers)
    assert sheet.is_valid(), sheet.errors
    assert sheet.answers() == check(form, answers, today=TODAY).answers
    # What was sealed is shown again when it is corrected, and says the same.
    again = asked(form, answers, former=sheet.answers())
    assert again.is_valid()
    assert again.answers() == sheet.answers()


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", codes())
def test_every_form_of_the_first_country_is_shown_in_every_language(code, language):
    form = form_in(code, language)
    with translation.override(language):
        html = html_of(asked(form))
    shown = unescape(" ".join(texts(html)))
    for section in form.sections:
        assert section.label in shown
    for each in form:
        assert f'data-question="{each.code}"' in html
        assert each.label in shown
    assert html.count("<legend") >= len(form.sections)


def test_a_question_carries_its_conditions_for_the_script_and_in_words():
    html = html_of(asked(lantern_walk()))
    found = re.search(r'data-question="lanterns" data-shown-if="([^"]+)"', html)
    assert json.loads(unescape(found[1])) == [["company", "!=", "no"], ["day", "", ""]]
    shown = " ".join(texts(html))
    assert "Skip this if “Was there company?” is “No”. Only if “Day” is answered." in shown
    assert "Only if “Region” is “Lakeland”." in shown


def test_needed_questions_are_marked_in_words():
    shown = " ".join(texts(html_of(asked(lantern_walk()))))
    assert "Day (needed)" in shown
    assert "(optional)" not in shown


def test_a_choice_that_may_be_left_open_can_be_cleared_again():
    html = html_of(asked(definition(question("a", "choice", options=options("red", "green")))))
    assert "<select" in html
    assert "Not answered" in texts(html)


def test_nothing_that_is_typed_is_kept_by_the_browser():
    html = html_of(asked(definition(question("a", "line"), question("b", "text"))))
    assert html.count('autocomplete="off"') == html.count('spellcheck="false"') == 2


def test_a_wrong_day_and_a_future_one_are_told_at_their_question():
    form = lantern_walk()
    sheet = form_of(
        form, Posted({"answer-day-day": "31", "answer-day-month": "2", "answer-day-year": "2026"}), today=TODAY
    )
    assert not sheet.is_valid()
    assert set(sheet.errors) == {"day"}
    late = asked(form, {"day": (TODAY + timedelta(days=1)).isoformat()})
    assert not late.is_valid()
    assert "22 November 2026" in late.errors["day"][0]


def test_what_does_not_apply_is_held_until_the_writer_lets_go_of_it():
    form = lantern_walk()
    answers = {"day": "2026-11-01", "region": "lakeland", "company": "no", "persons": "3"}
    sheet = asked(form, answers)
    assert not sheet.is_valid()
    assert set(sheet.errors) == {"persons"}
    html = html_of(sheet)
    assert "Leave out 1 answer to a question that does not apply: How many persons?" in unescape(" ".join(texts(html)))
    assert 'value="3"' in html
    let_go = form_of(form, posted(form, answers) | {f"answer-{LEAVE_OUT}": "on"}, today=TODAY)
    assert let_go.is_valid()
    assert "persons" not in let_go.answers()
    assert let_go.checked.set_aside == {"persons": "3"}


def test_a_choice_that_is_not_offered_any_more_stays_where_it_was_chosen():
    form = definition(question("a", "choice", options=options("red", "-grey"), is_needed=True))
    assert 'value="grey"' not in html_of(asked(form))
    again = asked(form, {"a": "grey"}, former={"a": "grey"})
    assert again.is_valid()
    assert 'value="grey" checked' in html_of(again)
    assert not asked(form, {"a": "grey"}).is_valid()


def test_answers_that_this_version_does_not_ask_stay_with_a_correction():
    form = definition(question("a", "line"))
    sheet = asked(form, {"a": "new"}, former={"a": "old", "of_version_1": "kept"})
    assert sheet.is_valid()
    assert sheet.answers() == {"of_version_1": "kept", "a": "new"}


def test_a_final_sheet_says_what_is_missing_and_a_draft_counts_it():
    form = lantern_walk()
    draft = asked(form, {"day": "2026-11-01"})
    assert draft.is_valid()
    assert draft.completeness().missing == ("region", "company")
    final = asked(form, {"day": "2026-11-01"}, is_final=True)
    assert set(final.errors) == {"region", "company"}


def test_a_filled_form_reads_in_words_section_by_section():
    form = lantern_walk()
    answers = {
        "day": "2026-11-01",
        "region": "lakeland",
        "company": "unknown",
        "boats": ["Mila", "Zora"],
        "lanterns": ["oil"],
    }
    read = read_form(form, answers | {"of_version_0": "x"})
    assert read.title == "Form 1. Lantern walk"
    way, seen = read.sections
    assert [(each.label, each.lines) for each in way.answers] == [
        ("Day", ("1 November 2026",)),
        ("Region", ("Lakeland",)),
        ("Was there company?", ("Not known",)),
        ("Lanterns", ("Oil",)),
    ]
    assert seen.answers[0].lines == ("Mila", "Zora")
    assert read.others[0].lines == ("x",)
    shown = texts(html_of(read, "answer_list"))
    assert "Everything that is needed is answered." in shown
    assert "Zora" in shown


def test_a_filled_form_names_what_is_missing():
    read = read_form(lantern_walk(), {"day": "2026-11-01"})
    assert [each.label for each in read.sections[0].answers if each.is_missing] == ["Region", "Was there company?"]
    shown = texts(html_of(read, "answer_list"))
    assert "2 needed answers are missing." in shown
    assert shown.count("Not answered yet") == 2


def test_the_second_of_two_people_reads_what_the_first_changed():
    found = (Change("persons", "3", None), Change("region", "highland", "lakeland"), Change("gone", "x", "y"))
    rows = read_changes(lantern_walk(), found)
    assert [(row.label, row.before, row.after) for row in rows] == [
        ("Region", ("Highland",), ("Lakeland",)),
        ("How many persons?", ("3",), ()),
    ]
    shown = texts(html_of(rows, "change_list"))
    assert "no answer" in shown


def test_what_is_written_is_shown_as_text_and_never_as_markup():
    form = definition(question("a", "text"))
    html = html_of(asked(form, {"a": "</textarea><script>x</script>"})) + html_of(
        read_form(form, {"a": "<b>x</b>"}), "answer_list"
    )
    assert "<script>" not in html
    assert "<b>" not in html


@pytest.mark.parametrize("reason", list(PROBLEMS))
def test_every_problem_has_a_sentence_without_gaps(reason):
    facts = {"longest": 200, "length": 201, "most": 3, "count": 4, "today": TODAY}
    said = problem_text(Problem("a", reason, facts))
    assert said.endswith((".", "3."))
    assert "%(" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_conditions_are_told_in_every_language(language):
    form = form_in("f10_child", language)
    with translation.override(language):
        for each in form:
            assert bool(condition_text(form, each.shown_if)) == bool(each.shown_if)
