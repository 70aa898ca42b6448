"""Texts in another language than their page."""

import pytest
from django.template import engines
from django.utils import translation

from zaklon.web.foreign import ForeignText, in_language, sentence

TITLE = ForeignText.of("Ljudi & mjesta", "cnr")


@pytest.mark.parametrize(("page", "spoken"), [("en", "cnr-Latn"), ("sq", "cnr-Latn"), ("cnr-cyrl", "cnr-Latn")])
def test_a_foreign_text_says_in_which_language_it_is_and_is_escaped(page, spoken):
    with translation.override(page):
        assert in_language(TITLE) == f'<span lang="{spoken}">Ljudi &amp; mjesta</span>'


def test_a_text_in_the_language_of_the_page_stays_as_it_is():
    with translation.override("cnr"):
        assert in_language(TITLE) is TITLE
    assert in_language("People") == "People"


def test_a_sentence_marks_its_foreign_part_alone():
    with translation.override("en"):
        assert sentence("Measure %(label)s <of> %(text)s", {"label": "1", "text": TITLE}) == (
            'Measure 1 &lt;of&gt; <span lang="cnr-Latn">Ljudi &amp; mjesta</span>'
        )
        assert sentence("Measure %(text)s", {"text": "<People>"}) == "Measure <People>"


def test_a_template_marks_where_it_asks_for_it_and_nowhere_else():
    template = engines["jinja2"].from_string('<i title="{{ it }}">{{ it|in_language }}</i> {{ "A"|in_language }}')
    with translation.override("en"):
        assert template.render({"it": TITLE}) == (
            '<i title="Ljudi &amp; mjesta"><span lang="cnr-Latn">Ljudi &amp; mjesta</span></i> A'
        )


def test_a_foreign_text_is_a_plain_text_to_everything_else():
    assert TITLE == "Ljudi & mjesta"
    assert {TITLE: 1}["Ljudi & mjesta"] == 1
    assert type(TITLE + "") is str
