"""Forms on paper: every form in every language, readable by a screen reader, silent about what a person is."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from zaklon.forms.paper import Fact, FilledSheet, blank_pdf, file_name, filled_pdf
from zaklon.forms.tests.made import LANGUAGES, NOON, TODAY, codes, definition, form_in, lantern_walk, question
from zaklon.forms.wording import condition_text
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY
from zaklon.vocabulary.tests.loading import pack_of

# What no heading, title or file name may say, in any language or script of the first country.
TELLING = re.compile(
    r"victim|žrtv|жртв|viktim|traffick|trgovin|трговин|trafik|exploit|eksploat|експлоат|shfrytëz", re.I
)
# Less is a question or two with the signatures: a sheet of its own for what a little less space would have held.
FEWEST_WORDS = 40
_SPACES = re.compile(r"[\s\u00ad]+")


def squeezed(text):
    return _SPACES.sub("", text)


def read(content):
    return PdfReader(io.BytesIO(content))


def text_of(reader):
    return squeezed("".join(page.extract_text() for page in reader.pages))


def drawn(text):
    """As the bundled font has it."""
    return squeezed(text)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", codes())
def test_every_form_is_printed_blank_with_its_questions_and_space_for_signatures(code, language):
    form = form_in(code, language)
    reader = read(blank_pdf(form, made_at=NOON))
    text = text_of(reader)
    for section in form.sections:
        assert drawn(section.label) in text
    for each in form:
        assert drawn(each.label) in text
    for signer in form.signers:
        assert drawn(signer) in text
    assert len(reader.pages) <= 6
    assert len(reader.pages) == 1 or len(reader.pages[-1].extract_text().split()) >= FEWEST_WORDS
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert not TELLING.search(reader.metadata.title)


@pytest.mark.slow
def test_the_paper_is_made_for_screen_readers_and_archives():
    reader = read(blank_pdf(form_in("f10_child", "cnr-cyrl"), made_at=NOON))
    metadata = reader.root_object["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert reader.root_object["/Lang"].startswith("cnr")
    assert [item.title for item in reader.outline][:2] == ["Узраст", "Старатељ"]


@pytest.mark.slow
def test_every_page_says_which_form_it_is_and_where_it_stands():
    pages = read(blank_pdf(form_in("f3_referral", "en"), made_at=NOON)).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        text = squeezed(page.extract_text())
        assert squeezed("Form 3, version 1") in text
        assert squeezed(f"Page {number} of {len(pages)}") in text


@pytest.mark.slow
def test_the_same_form_at_the_same_moment_is_the_same_file():
    form = lantern_walk()
    assert blank_pdf(form, made_at=NOON) == blank_pdf(form, made_at=NOON)
    assert blank_pdf(form, made_at=NOON) != blank_pdf(form, made_at=NOON + timedelta(days=1))


@pytest.mark.slow
def test_a_blank_form_says_when_a_question_applies_and_which_are_needed():
    text = text_of(read(blank_pdf(lantern_walk(), made_at=NOON)))
    assert squeezed("Only if “Was there company?” is “Yes”.") in text
    assert squeezed("Only if “Region” is “Lakeland”.") in text
    assert squeezed("How many persons?\N{NO-BREAK SPACE}*") in text
    assert squeezed("Where the walk was.") in text


def filled(answers, **more):
    facts = (Fact("Case code", "BCDF-GHJK"), Fact("Person", "1"))
    return FilledSheet(lantern_walk(), answers, facts, "Lake Watch", NOON, **more)


@pytest.mark.slow
def test_a_filled_form_holds_the_answers_and_nothing_that_was_not_asked():
    answers = {"day": "2026-11-01", "region": "lakeland", "company": "no", "persons": "37", "boats": ["Mila", "Zora"]}
    reader = read(filled_pdf(filled(answers)))
    text = text_of(reader)
    for said in (
        "BCDF-GHJK",
        "Lake Watch",
        "1 November 2026",
        "Lakeland",
        "Mila",
        "Zora",
        "Form 1, version 1",
        "The keeper",
    ):
        assert squeezed(said) in text
    assert squeezed("The keeper") in text
    assert "37" not in text
    assert reader.metadata.title == "Form 1. Lantern walk"


@pytest.mark.slow
def test_a_filled_form_says_what_is_missing_and_to_whom_it_was_given():
    text = text_of(read(filled_pdf(filled({}, watermark="For the court, 22 November 2026"))))
    assert squeezed("The form is not complete yet.") in text
    assert squeezed("Not answered yet") in text
    assert text.count(squeezed("For the court, 22 November 2026")) >= 3


@pytest.mark.slow
def test_words_that_no_font_can_draw_and_words_without_end_are_printed():
    answers = {"region": "lakeland", "boats": ["中文", "x" * 180], "remark": "a\x00b\u202ec " + "long " * 1500}
    reader = read(filled_pdf(filled(answers)))
    assert len(reader.pages) > 1


@pytest.mark.slow
def test_no_title_heading_or_file_name_says_what_a_person_is():
    for form in pack_of(FIRST_COUNTRY).forms:
        said = [*form.labels.values(), *form.leads.values()]
        said += [text for field in form.fields if field.kind == "heading" for text in field.labels.values()]
        assert [text for text in said if TELLING.search(text)] == []
    for code in codes():
        for language in LANGUAGES:
            assert not TELLING.search(file_name(form_in(code, language), TODAY))


@pytest.mark.slow
def test_no_question_hint_or_choice_of_our_own_names_a_person_by_it():
    pack = pack_of(FIRST_COUNTRY)
    named = re.compile(r"victim|žrtv|viktim", re.IGNORECASE)
    for form in pack.forms:
        texts = [text for field in form.fields for text in (*field.labels.values(), *field.hints.values())]
        lists = {field.list_code for field in form.fields} - {None}
        texts += [text for term in pack.terms if term.list_code in lists for text in term.labels.values()]
        assert [text for text in texts if named.search(text)] == []


def test_a_file_name_says_the_number_of_the_form_and_the_day():
    assert file_name(lantern_walk("cnr-cyrl"), TODAY) == "form-1-2026-11-22-cnr-cyrl.pdf"


@pytest.mark.slow
def test_answers_of_an_older_version_and_signers_of_one_s_own_are_printed():
    text = text_of(read(filled_pdf(filled({"of_version_0": "kept words"}, signers=("The harbour master",)))))
    assert squeezed("Answers that this version of the form does not ask") in text
    assert squeezed("kept words") in text
    assert squeezed("The harbour master") in text
    assert squeezed("The keeper") not in text


@pytest.mark.parametrize("answers", [5, 26, 27, 28, 29, 30, 31, 40])
def test_nobody_signs_a_page_that_says_nothing(answers):
    form = replace(definition(*(question(f"q{number}", "line") for number in range(answers))), signers=("Somebody",))
    said = {f"q{number}": f"Invented {number}" for number in range(answers)}
    for paper in (filled_pdf(FilledSheet(form, said, (), "Lake Watch", NOON)), blank_pdf(form, made_at=NOON)):
        last = read(paper).pages[-1].extract_text()
        assert "Signature" in last
        assert re.search(r"Q\d", last)


@pytest.mark.slow
@pytest.mark.parametrize("answers", [42, 43, 46, 48, 49])
def test_a_few_answers_more_than_a_page_holds_get_no_page_of_their_own(answers):
    form = definition(*(question(f"q{number}", "line") for number in range(answers)))
    said = {f"q{number}": f"Invented {number}" for number in range(answers)}
    pages = read(filled_pdf(FilledSheet(form, said, (), "Lake Watch", NOON))).pages
    on_each = [len(re.findall(r"Q\d", page.extract_text())) for page in pages]
    assert sum(on_each) == answers
    assert on_each[-1] > 6


def test_the_same_question_in_several_sections_is_told_apart():
    form = form_in("f8_service_plan", "en")
    said = "Only if “Goal 1: Goal, in the person's words” is answered."
    assert condition_text(form, form.by_code["goal_2"].shown_if) == said
