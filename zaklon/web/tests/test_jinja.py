"""The template environment."""

import pytest
from django.utils import translation
from jinja2 import UndefinedError


def test_an_undefined_name_is_an_error(render):
    with pytest.raises(UndefinedError):
        render("{{ nobody_gave_this }}")


def test_what_a_person_typed_is_escaped(render):
    assert render("{{ name }}", name="<b>") == "&lt;b&gt;"


def test_a_placeholder_in_a_translation_is_escaped(render):
    assert render('{{ _("Sign in with %(name)s", name=name) }}', name="<b>") == "Sign in with &lt;b&gt;"


def test_a_template_is_translated_when_it_is_shown_not_when_it_is_read(render):
    source = '{{ _("Sign in") }} {{ 1234.5|number }}'
    assert render(source) == "Sign in 1,234.5"
    with translation.override("cnr"):
        assert render(source) == "Prijavi se 1.234,5"


def test_an_address_comes_from_its_name(render):
    assert render('{{ url("web:set_language") }}') == "/language"


def test_static_files_have_an_address(render):
    assert render('{{ static("web/zaklon.css") }}') == "/static/web/zaklon.css"


def test_ids_are_made_from_any_script(render):
    assert render('{{ slug("Šta je urađeno?") }}') == "sta-je-ura-111eno"
    assert render('{{ slug("Жене") }}') not in ("", "part")
    assert render('{{ slug("?!") }}') == "part"
