"""docs/forms.md says what each form asks."""

from zaklon.forms.printing import forms_page
from zaklon.vocabulary.tests.folders import INVENTED
from zaklon.vocabulary.tests.loading import pack_of


def test_the_page_names_each_form_with_its_questions_conditions_and_source():
    page = forms_page([pack_of(INVENTED)])
    assert "| 1. Lantern walk | `lantern_walk` | 1 | services | 7 | 4 | 5 | proposed |" in page
    assert "`lantern_walk`, version 2. Sealed in: services. Signed by: keeper." in page
    assert "| How many persons? | `persons` | whole number, at most 40 | yes | yes | `company=yes` |" in page
    assert "| Day | `day` | day, not after today | yes | yes |  |" in page
    assert "| **What was seen** | `seen` | heading | | | `region=lakeland` |" in page
    assert "| Lanterns | `lanterns` | several of `lantern_kind` |  | yes | `company!=no and day` |" in page


def test_a_pack_without_forms_has_no_chapter():
    assert "## " not in forms_page([])
