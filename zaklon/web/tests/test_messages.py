"""The catalogues are complete, and nothing on a page is left out of them."""

import re

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from zaklon.common.scripts import to_latin
from zaklon.web import messages

CONTEXTS = messages.contexts()


@pytest.mark.parametrize("language", messages.SOURCE_LANGUAGES)
@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.name)
def test_everything_is_translated_without_doubt(context, language):
    assert messages.problems(context, language) == []


@pytest.mark.parametrize("language", messages.SOURCE_LANGUAGES)
@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.name)
def test_no_translation_is_left_over(context, language):
    wanted = {(message.id, message.context) for message in messages.extract(context)}
    kept = {(message.id, message.context) for message in messages.read_source(context, language)}
    assert kept - wanted <= {("", None)}


def test_the_shell_comes_first_so_that_others_need_not_repeat_it():
    assert CONTEXTS[0].name == "web"


def test_what_is_missing_or_wrong_is_named(tmp_path):
    context = tmp_path / "plan"
    (context / "locale").mkdir(parents=True)
    (context / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        '_("New"); _("Late by %(days)s days"); _("Unsure"); ngettext("%(n)s plan", "%(n)s plans", 2)\n'
    )
    (context / "locale" / "sq.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        '#, python-format\nmsgid "Late by %(days)s days"\nmsgstr "Vonesë %(dite)s ditë"\n\n'
        '#, fuzzy\nmsgid "Unsure"\nmsgstr "Ndoshta"\n\n'
        'msgid "%(n)s plan"\nmsgid_plural "%(n)s plans"\nmsgstr[0] "%(n)s plan"\nmsgstr[1] ""\n'
    )
    found = messages.problems(context, "sq")
    assert [problem.split(":")[0] for problem in found] == [
        "not translated", "placeholders differ", "marked as doubtful", "not translated",
    ]  # fmt: skip


def test_updating_keeps_translations_and_drops_what_is_gone(tmp_path):
    context = tmp_path / "plan"
    (context / "locale").mkdir(parents=True)
    (context / "views.py").write_text('_("Plan of %(year)s")\n')
    path = context / "locale" / "sq.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Plan of %(year)s"\nmsgstr "Plani i vitit %(year)s"\n\nmsgid "Gone"\nmsgstr "Shkuar"\n'
    )
    assert messages.update(context, "sq") == path
    written = path.read_text()
    assert "Plani i vitit" in written
    assert "Gone" not in written
    assert messages.update(context, "sq") == path
    assert path.read_text() == written


def test_a_context_without_strings_gets_no_file(tmp_path):
    assert messages.update(tmp_path, "sq") is None


def test_cyrillic_says_the_same_as_latin():
    latin = by_text(messages.read_source(CONTEXTS[0], "cnr"))
    cyrillic = by_text(messages.merged("cnr_Cyrl"))
    for text, translated in latin.items():
        ours, theirs = translated, cyrillic[text]
        pairs = [(ours, theirs)] if isinstance(ours, str) else list(zip(ours, theirs, strict=True))
        assert all(to_latin(turned) == first for first, turned in pairs)
        assert all(re.findall(r"%\(\w+\)[sd]", turned) == re.findall(r"%\(\w+\)[sd]", first) for first, turned in pairs)


def by_text(catalog):
    return {messages._first(message.id): message.string for message in catalog if message.id}


def test_strings_of_other_packages_are_montenegrin_too():
    with translation.override("cnr"):
        assert translation.gettext("This field is required.") == "Ovo polje morate popuniti."
        assert translation.gettext("January") == "januar"
    with translation.override("cnr-cyrl"):
        assert translation.gettext("January") == "јануар"


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 rezultat"), (2, "2 rezultata"), (5, "5 rezultata"), (21, "21 rezultat")]
)
def test_counts_follow_the_three_forms_of_montenegrin(count, text):
    with translation.override("cnr"):
        assert translation.ngettext("%(num)s result", "%(num)s results", count) % {"num": count} == text


def test_compiling_again_changes_nothing():
    messages.compile_if_stale()
    assert messages.compile_if_stale() is False


@pytest.fixture
def _pseudo_language(tmp_path, settings, monkeypatch):
    messages.write_pseudo(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr(trans_real, "_translations", {})
    monkeypatch.setattr(trans_real, "_default", None)
    translation.activate("en")
    yield
    monkeypatch.undo()
    translation.activate("en")


@pytest.mark.usefixtures("_pseudo_language")
@pytest.mark.parametrize("address", ["/nothing-here", "/language"])
def test_every_word_of_the_frame_is_translatable(address):
    page = Client().get(address).content.decode()
    visible = re.sub(r"<script.*?</script>|<[^>]*>|&\w+;", "\n", page[page.index("<body") :], flags=re.DOTALL)
    outside = re.sub(r"⟦.*?⟧", "", visible)
    words = set(re.findall(r"[^\W\d_]{2,}", outside))
    assert words <= {"Zaklon", "English", "Crnogorski", "Црногорски", "Shqip"}
    assert "~~" in visible


@pytest.mark.usefixtures("_pseudo_language")
def test_no_hidden_label_is_left_out():
    page = Client().get("/nothing-here").content.decode()
    labels = re.findall(r'(?:aria-label|data-text-[a-z]+)="([^"]*)"', page)
    assert labels
    assert all(label.startswith("⟦") for label in labels)


@pytest.mark.parametrize(("verb", "code"), [("check", 0), ("nonsense", 2), ("compile", 0)])
def test_the_tool_answers_with_an_exit_code(capsys, verb, code):
    assert messages._main(verb) == code
