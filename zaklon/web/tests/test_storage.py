"""Static files under names that change with their content."""

import pytest
from django.core.management import call_command

STORAGES = {"staticfiles": {"BACKEND": "zaklon.web.storage.StaticStorage"}}


@pytest.fixture
def collected(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | STORAGES
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


@pytest.mark.slow
def test_what_scripts_and_styles_name_is_renamed_with_them(collected):
    (script,) = (collected / "web").glob("zaklon.????????????.js")
    (style,) = (collected / "web").glob("zaklon.????????????.css")
    assert 'from "./vendor/govuk-frontend.js"' not in script.read_text()
    assert 'from "./vendor/govuk-frontend.' in script.read_text()
    assert "fonts/NotoSans-Regular.woff2" not in style.read_text()


@pytest.mark.slow
def test_the_page_of_a_failure_needs_no_list_of_names(collected, rf):
    from zaklon.web.errors import failed

    (collected / "staticfiles.json").unlink()
    page = failed(rf.get("/")).content.decode()
    assert "/static/web/zaklon.css" in page
