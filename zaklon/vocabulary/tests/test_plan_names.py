"""Every body that the real plan names is known, under the spelling that the plan uses."""

import re

import pytest
from python_calamine import CalamineWorkbook

from zaklon.vocabulary.names import fold_name
from zaklon.vocabulary.pack import read_pack
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY, shared_folder

_APART = re.compile(r",|\s[-–/]\s+|\(|\)|\n")
_JOINTS = re.compile(r"\s+in cooperation with\s+(?:the\s+)?|\s+and\s+(?=Department|Ministry)")


def cells_of_the_plan() -> list[tuple[str, str]]:
    """Responsible bodies and financial estimate of each activity row."""
    book = CalamineWorkbook.from_path(shared_folder("plan") / "action-plan-2020.xlsx")
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    found = [(str(row[1]), str(row[5])) for row in rows if re.match(r"\d+\.\d+\.\d+", str(row[0]).strip())]
    assert len(found) == 48
    return found


@pytest.fixture(scope="module")
def known() -> set[str]:
    pack = read_pack(FIRST_COUNTRY)
    names = {fold_name(name) for body in pack.bodies for name in body.labels.values()}
    return names | {fold_name(alias.alias) for alias in pack.body_aliases}


def test_every_responsible_body_is_known(known):
    for bodies, _money in cells_of_the_plan():
        names = [name for part in _JOINTS.split(bodies) for name in _APART.split(part) if name.strip()]
        for name in names:
            assert fold_name(name) in known, (name, bodies)


def test_every_payer_is_known(known):
    for _bodies, money in cells_of_the_plan():
        for payer in re.findall(r"\(([^)]*budget[^)]*)\)", money):
            assert fold_name(re.sub(r"^the budget of | budget$", "", payer)) in known, payer
