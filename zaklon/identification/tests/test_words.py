"""The words of advice: whole, in every language, never a door that shuts."""

import re

import pytest
from django.utils import translation

from zaklon.cases.kinds import AgeGroup
from zaklon.identification import words
from zaklon.identification.explaining import explain
from zaklon.identification.rules.advice import Note, advise
from zaklon.identification.rules.answers import Answer
from zaklon.identification.rules.findings import Finding
from zaklon.identification.rules.next_steps import Help, NextStep
from zaklon.identification.sentences import SENTENCES
from zaklon.identification.tests.instruments import first_pack, sheet
from zaklon.vocabulary.pack import Strength
from zaklon.vocabulary.wording import Vocabulary
from zaklon.web.languages import INTERFACE_LANGUAGES
from zaklon.web.sentences import known_codes

CODES = [language.code for language in INTERFACE_LANGUAGES]
ALL = (words.ANSWERS, words.FINDINGS, words.NOTES, words.STEPS, words.HELP, words.STRENGTHS)
SHUT = re.compile(
    r"not a victim|no victim|nije žrtva|није жртва|nuk është viktim|not eligible|rejected|odbijen|refuzohet",
    re.IGNORECASE,
)


def wording(language):
    """The words of the first country's pack, without a database."""
    pack = first_pack()
    terms = {(term.list_code, term.code): term for term in pack.terms}
    return Vocabulary(country=pack.country, languages=pack.languages, terms=terms | _of_instruments(pack)).wording(
        language
    )


def _of_instruments(pack):
    from zaklon.vocabulary.instruments import named
    from zaklon.vocabulary.pack import Term

    names = ("code", "labels", "our_translation", "source", "certainty", "note")
    return {
        (str(list_code), item.code): Term(
            list_code=str(list_code), order=number, **{name: getattr(item, name) for name in names}
        )
        for list_code, number, item in named(pack)
    }


def test_everything_that_the_rules_name_has_words():
    kinds = (Answer, Finding, Note, NextStep, Help, Strength)
    assert [set(named) for named in ALL] == [set(kind) for kind in kinds]


@pytest.mark.parametrize("language", CODES)
def test_nothing_that_people_read_shuts_a_door(language):
    with translation.override(language):
        said = [str(text) for named in (*ALL, SENTENCES) for text in named.values()]
    assert [text for text in said if SHUT.search(text)] == []


@pytest.mark.parametrize("language", [code for code in CODES if code != "en"])
def test_every_sentence_comes_in_the_reader_s_language(language):
    for named in (*ALL[1:], SENTENCES):
        for text in named.values():
            with translation.override(language):
                there = str(text)
            with translation.override("en"):
                assert there != str(text)


def test_findings_that_point_to_nothing_or_little_name_the_help_that_stays():
    with translation.override("en"):
        for finding in (Finding.NOT_INDICATED, Finding.NOT_ENOUGH_KNOWN):
            assert "Help stays open" in str(words.FINDINGS[finding])


def test_the_refusals_have_their_sentences_in_the_shell():
    assert set(SENTENCES) <= known_codes()


@pytest.mark.parametrize("language", CODES)
def test_an_advice_is_told_in_words_with_the_lines_that_led_to_it(language):
    of_signs = sheet("child_list", "begging", "fear", absent=("marriage",))
    elements = sheet("palermo_elements", "transport")
    with translation.override(language):
        row = explain(advise([of_signs, elements], AgeGroup.IN_DOUBT), wording(language))
        assert row.finding == str(words.FINDINGS[Finding.CHILD_CONCERN])
        assert str(words.STEPS[NextStep.CALL_GUARDIANSHIP]) in row.steps
        assert str(words.HELP[Help.GUARDIAN]) in row.help
    assert len(row.results) == 2
    assert row.questions == ()
    begging = row.results[0].dimensions[1]
    assert len(begging.present) == 1
    assert len(begging.not_known) == 4
    assert "begging" not in row.results[0].dimensions[1].present


def test_open_questions_are_told_once_where_two_lists_read_the_same():
    row = explain(advise([sheet("palermo_elements"), sheet("ilo_adult_labour")], AgeGroup.ADULT), wording("en"))
    assert row.questions[0] == ("Use of force", "Violence used on the person")
