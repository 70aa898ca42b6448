"""Bound fields become GOV.UK components."""

import pytest
from django import forms
from django.utils.functional import lazy
from django.utils.safestring import mark_safe

from zaklon.web.fields import error_list, field_params
from zaklon.web.gallery import GalleryForm
from zaklon.web.inputs import DayField
from zaklon.web.tests.html import texts

FIELD = '{% from "components/forms.html" import field %}{{ field(bound) }}'


@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("title", "input"),
        ("leaflets", "input"),
        ("amount", "input"),
        ("held", "date-input"),
        ("region", "select"),
        ("kind", "radios"),
        ("groups", "checkboxes"),
        ("account", "textarea"),
        ("proof", "file-upload"),
        ("secret", "password-input"),
        ("agreed", "checkboxes"),
    ],
)
def test_each_field_finds_its_component(name, component):
    assert field_params(GalleryForm()[name], {})[0] == component


def test_every_error_leads_to_a_control_that_exists(render):
    form = GalleryForm({}, prefix="wrong")
    form.is_valid()
    html = "".join(render(FIELD, bound=bound) for bound in form)
    hrefs = [entry["href"] for entry in error_list([form])]
    assert len(hrefs) == 9
    assert all(f'id="{href[1:]}"' in html for href in hrefs)


def test_errors_say_which_field_they_are_about():
    form = GalleryForm({})
    form.is_valid()
    assert error_list([form, "A sentence of its own."])[0]["text"] == "Title of the activity: Fill this in."
    assert error_list(["A sentence of its own."]) == [{"text": "A sentence of its own."}]


def test_errors_of_the_whole_form_come_first():
    form = GalleryForm({})
    form.add_error(None, "The period is closed.")
    assert error_list([form])[0] == {"text": "The period is closed."}


def test_a_field_that_is_not_needed_says_so(render):
    assert "What was done? (optional)" in texts(render(FIELD, bound=GalleryForm()["account"]))


def test_an_error_is_announced_with_its_field(render):
    form = GalleryForm({})
    form.is_valid()
    html = render(FIELD, bound=form["title"])
    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert '<span class="govuk-visually-hidden">Error:</span>' in html


def test_what_was_chosen_is_shown_again(render):
    form = GalleryForm({"kind": "south", "groups": ["north", "south"], "region": "centre", "agreed": "on"})
    html = "".join(render(FIELD, bound=form[name]) for name in ("kind", "groups", "region", "agreed"))
    assert html.count("checked") == 4
    assert '<option value="centre" selected>' in html


def test_a_password_is_never_sent_back(render):
    assert "tajna" not in render(FIELD, bound=GalleryForm({"secret": "tajna"})["secret"])


def test_options_reach_the_component(render):
    html = render(
        '{% from "components/forms.html" import field %}'
        '{{ field(bound, label="Other", width=5, prefix="€", suffix="km", hint="Why", attributes={"data-x": "1"}) }}',
        bound=GalleryForm()["title"],
    )
    assert texts(html) == ["Other", "Why", "€", "km"]
    assert "govuk-input--width-5" in html
    assert 'data-x="1"' in html


def test_a_type_is_written_once(render):
    class Address(forms.Form):
        email = forms.CharField(widget=forms.TextInput(attrs={"type": "email", "placeholder": "x", "required": True}))

    html = render(FIELD, bound=Address()["email"])
    assert html.count("type=") == 1
    assert "placeholder" not in html
    assert "required" not in html


def test_hidden_fields_stay_hidden(render):
    class Hidden(forms.Form):
        version = forms.CharField(widget=forms.HiddenInput, initial="3")

    assert (
        render(FIELD, bound=Hidden()["version"]).strip()
        == '<input type="hidden" name="version" value="3" id="id_version">'
    )


def test_hints_of_choices_are_shown(render):
    class Choice(forms.Form):
        kind = forms.ChoiceField(choices=[("a", "A"), ("Group", [("b", "B")])], widget=forms.RadioSelect)

    form = Choice()
    form.fields["kind"].choice_hints = {"a": "The first"}  # type: ignore[attr-defined]
    assert texts(render(FIELD, bound=form["kind"])) == ["Kind", "A", "The first", "Group: B"]


@pytest.mark.parametrize(
    ("hint", "shown"), [(mark_safe("<em>calm</em>"), "<em>calm</em>"), ("<em>loud</em>", "&lt;em&gt;loud&lt;/em&gt;")]
)
def test_a_hint_that_is_worked_out_late_is_markup_only_where_it_says_so(render, hint, shown):
    """Django hands out the rules for passwords as a lazy list in markup."""

    class Form(forms.Form):
        word = forms.CharField(help_text=lazy(lambda: hint, str)())

    page = render(FIELD, bound=Form()["word"])
    assert shown in page


def test_a_widget_that_nobody_can_show_is_an_error():
    class Odd(forms.Form):
        when = forms.DateTimeField(widget=forms.SplitDateTimeWidget)

    with pytest.raises(TypeError, match="SplitDateTimeWidget"):
        field_params(Odd()["when"], {})


def test_a_day_names_its_boxes(render):
    class Held(forms.Form):
        held = DayField(label="When?")

    assert texts(render(FIELD, bound=Held()["held"])) == ["When?", "Day", "Month", "Year"]


class EmptyForm(forms.Form):
    """One field of each kind that can be left empty, and one with a sentence of its own."""

    title = forms.CharField()
    note = forms.CharField(widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("a", "A")])
    sure = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    proof = forms.FileField()
    agreed = forms.BooleanField()
    held = DayField()
    reason = forms.CharField(error_messages={"required": "Give the reason."})


def test_an_empty_field_says_what_to_do_there():
    form = EmptyForm({}, {})
    assert {entry["text"] for entry in error_list([form])} == {
        "Title: Fill this in.",
        "Note: Fill this in.",
        "Kind: Choose an answer.",
        "Sure: Choose an answer.",
        "Groups: Choose an answer.",
        "Proof: Choose a file.",
        "Agreed: Tick the box.",
        "Held: Enter the date.",
        "Reason: Give the reason.",
    }
    assert field_params(form["kind"], {})[1]["errorMessage"]["text"] == "Choose an answer."


def test_another_fault_of_a_field_keeps_its_own_sentence():
    form = EmptyForm({"kind": "z", "title": "x"})
    form.add_error("title", "That title is taken.")
    texts_of = [entry["text"] for entry in error_list([form])]
    assert "Title: That title is taken." in texts_of
    assert any(text.startswith("Kind: Select a valid choice.") for text in texts_of)


@pytest.mark.parametrize("widget", [forms.TextInput, forms.Textarea])
def test_a_box_that_is_not_to_be_spell_checked_says_so_to_the_browser(render, widget):
    class Sealed(forms.Form):
        words = forms.CharField(widget=widget({"autocomplete": "off", "spellcheck": "false"}))

    html = render(FIELD, bound=Sealed()["words"])
    assert 'spellcheck="false"' in html
    assert 'autocomplete="off"' in html
