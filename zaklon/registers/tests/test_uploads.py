"""Bulk entry: the outcome of each row is shown, and nothing is kept before it is confirmed."""

from datetime import timedelta

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.forms.queries import definition_of
from zaklon.plan.importing.blocks import Row
from zaklon.plan.importing.excel_file import excel_blocks
from zaklon.registers.commands.uploads import confirm_upload, discard_upload, purge_uploads, read_upload
from zaklon.registers.models import Entry, Serving, Upload
from zaklon.registers.outputs.template import template
from zaklon.registers.queries.uploads import upload_page
from zaklon.registers.tests.factories import Desk, now, sheet, today, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def desk():
    return Desk()


def filled(desk, register, *rows):
    """A workbook with the codes, a line of words, and these rows of answers over whole ones."""
    with acting_as(desk.office):
        whole = sheet(register)
    codes = [*whole, *sorted({code for row in rows for code in row} - whole.keys())]
    said = [[row.get(code, whole.get(code, "")) for code in codes] for row in rows]
    texts = [["; ".join(cell) if isinstance(cell, list) else str(cell) for cell in row] for row in said]
    return workbook(codes, ["words" for _code in codes], *texts)


def read(desk, content, register="inspection", *, by=None):
    by = by or desk.inspector
    with acting_as(by):
        return read_upload(register, content, language="en", actor=by, now=now())


def page(desk, key, *, by=None):
    by = by or desk.inspector
    with acting_as(by):
        return upload_page(key, actor=by, language="en")


def confirm(desk, key):
    with acting_as(desk.inspector):
        return confirm_upload(key, actor=desk.inspector, now=now())


def test_the_template_names_every_question_by_code_and_in_words(desk):
    with acting_as(desk.inspector):
        definition = definition_of("inspection", "en", on=today())
    rows = [block for block in excel_blocks(template(definition, has_parent=False), []) if isinstance(block, Row)]
    first = [row for row in rows if row.place.table == 1]
    assert list(first[0].cells) == [*definition.by_code, "activities"]
    assert any("needed" in cell for cell in first[1].cells)


def test_each_row_has_its_outcome_and_nothing_is_entered_yet(desk):
    key = read(desk, filled(desk, "inspection", {"number": "3"}, {"number": "lots"}))
    found = page(desk, key)
    assert (found.good, found.bad) == (1, 1)
    assert [row.line for row in found.rows] == [4, 3]
    assert "whole number" in found.rows[0].problems[0]
    with acting_as(SYSTEM):
        assert not Entry.objects.exists()


def test_confirming_enters_the_right_rows_once(desk):
    activity, _period = desk.activity("inspections_done")
    rows = [{"number": str(n), "activities": "1.1.1"} for n in (3, 4)]
    key = read(desk, filled(desk, "inspection", *rows, {"number": "x"}))
    assert confirm(desk, key) == 2
    with pytest.raises(NotAllowedNow):
        confirm(desk, key)
    with acting_as(SYSTEM):
        assert sorted(each.answers["number"] for each in Entry.objects.all()) == ["3", "4"]
        assert Serving.objects.filter(activity_id=activity.pk).count() == 2
        assert Upload.objects.get(pk=key).rows == []


def test_an_unknown_activity_is_told_at_its_row(desk):
    key = read(desk, filled(desk, "inspection", {"activities": "9.9.9"}))
    assert "9.9.9" in page(desk, key).rows[0].problems[0]


def test_groups_name_their_training_by_its_number(desk):
    desk.enter("training", by=desk.reporter)
    content = filled(desk, "training_group", {"parent": "1", "women": "7"}, {"parent": "99"})
    key = read(desk, content, "training_group", by=desk.reporter)
    found = page(desk, key, by=desk.reporter)
    assert (found.good, found.bad) == (1, 1)
    with acting_as(desk.reporter):
        assert confirm_upload(key, actor=desk.reporter, now=now()) == 1


def test_somebody_elses_upload_is_not_there(desk):
    key = read(desk, filled(desk, "inspection", {}))
    with pytest.raises(NotPermitted):
        page(desk, key, by=desk.office)
    with pytest.raises(NotPermitted), acting_as(desk.reporter):
        confirm_upload(key, actor=desk.reporter, now=now())


def test_a_body_that_the_register_does_not_name_uploads_nothing(desk):
    with pytest.raises(NotPermitted):
        read(desk, filled(desk, "inspection", {}), by=desk.reporter)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no workbook", "upload_unreadable"),
        (workbook(["How many"], ["3"]), "upload_without_codes"),
        (workbook(["number", "day", "wrong", "sector"], ["", "", "", ""]), "upload_columns_unfit"),
    ],
)
def test_a_file_that_is_no_template_is_refused_whole(desk, content, code):
    with pytest.raises(RuleBroken) as refused:
        read(desk, content)
    assert refused.value.code == code


def test_an_empty_template_is_told_so(desk):
    with pytest.raises(RuleBroken) as refused:
        read(desk, filled(desk, "inspection"))
    assert refused.value.code == "upload_empty"


def test_a_file_without_a_right_row_enters_nothing(desk):
    key = read(desk, filled(desk, "inspection", {"number": "x"}))
    with pytest.raises(RuleBroken):
        confirm(desk, key)


def test_what_is_discarded_or_forgotten_is_emptied(desk):
    first, second = (read(desk, filled(desk, "inspection", {})) for _turn in range(2))
    with acting_as(desk.inspector):
        discard_upload(first, actor=desk.inspector, now=now())
    assert purge_uploads(now=now() + timedelta(days=8)) == 1
    with acting_as(SYSTEM):
        assert not any(each.rows for each in Upload.objects.filter(pk__in=[first, second]))
        assert not Entry.objects.exists()
