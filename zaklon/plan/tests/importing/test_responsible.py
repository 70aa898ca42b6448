"""Cells of responsible bodies: order, separators, units, endings of case, and names that nobody knows."""

import pytest

from zaklon.plan.importing import BodyNames, BodyRecord
from zaklon.plan.importing.readings import Certainty, Role
from zaklon.plan.importing.responsible import BodyReader
from zaklon.plan.tests.importing import made_words, real_bodies

REAL = BodyReader(real_bodies.directory())
MADE = BodyReader(made_words.directory())
DEPARTMENT = "Ministry of the Interior - Department for Combating Trafficking in Human Beings"

CIVIL_STATUS = "Directorate for Civil Status and Personal Documents"


def _labels(reader: BodyReader, text: str) -> list[str]:
    return [body.label for body in reader.read(text)]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Ministry of Culture", ["Ministry of Culture"]),
        ("The Ministry of Labor and Social Welfare ", ["Ministry of Labour and Social Welfare"]),
        ("POLICE ADMINISTRATION", ["Police Administration"]),
        ("Supreme Public Prosecutor’s Office", ["Supreme State Prosecutor's Office"]),
        (DEPARTMENT, [DEPARTMENT]),
        (DEPARTMENT.replace(" - ", " – "), [DEPARTMENT]),
        (DEPARTMENT.replace(" - ", " / "), [DEPARTMENT]),
        (DEPARTMENT.replace(" - ", " "), [DEPARTMENT]),
        (DEPARTMENT.replace(" - ", " (") + ")", [DEPARTMENT]),
        (DEPARTMENT.replace("Ministry of the Interior - ", ""), [DEPARTMENT]),
        (
            f"Ministry of the Interior ({CIVIL_STATUS} and {DEPARTMENT.partition(' - ')[2]})",
            [f"Ministry of the Interior - {CIVIL_STATUS}", DEPARTMENT],
        ),
        ("Ministry of Health in cooperation with NGOs", ["Ministry of Health", "NGOs"]),
        ("Ministry of Health and Ministry of Culture", ["Ministry of Health", "Ministry of Culture"]),
        ("Ministry of Health; Ministry of Culture", ["Ministry of Health", "Ministry of Culture"]),
        ("Ministry of Health\nMinistry of Culture", ["Ministry of Health", "Ministry of Culture"]),
        ("Ministry of\nHealth", ["Ministry of Health"]),
        ("- Ministry of Health\n- Ministry of Culture", ["Ministry of Health", "Ministry of Culture"]),
        ("Ministarstvo zdravlja u saradnji sa Upravom policije", ["Ministry of Health", "Police Administration"]),
        ("Министарство здравља у сарадњи са Управом полиције", ["Ministry of Health", "Police Administration"]),
        ("Ministarstvo zdravlja i NVO", ["Ministry of Health", "NGOs"]),
        ("MUP, Ministarstvo zdravlja", ["Ministry of the Interior", "Ministry of Health"]),
        ("Ministarstvo zdravlja u saradnji sa MUP-om", ["Ministry of Health", "Ministry of the Interior"]),
        ("Ministarstvo unutrašnjih djela (MUP)", ["Ministry of the Interior"]),
        ("Ministry of Health, Ministry of Health", ["Ministry of Health"]),
        ("Ministry of Health (lead), NGOs", ["Ministry of Health", "NGOs"]),
    ],
)
def test_bodies_are_read_in_order(text, labels):
    bodies = REAL.read(text)
    assert [body.label for body in bodies] == labels
    assert [body.role for body in bodies] == [Role.LEAD, *[Role.PARTNER] * (len(labels) - 1)]
    assert all(body.code for body in bodies)


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Labor and Social Welfare",
        "Institute for Social and Child Protection",
        "Centre for Training of the Judiciary and State Prosecution",
        "Centre for Child and Family Support Bijelo Polje",
        "Ministry for Human and Minority Rights",
        "Directorate for Civil Status and Personal Documents",
    ],
)
def test_a_known_name_is_never_split_at_its_own_and(name):
    assert len(REAL.read(name)) == 1
    assert len(REAL.read(f"{name}, NGOs and Ministry of Health")) == 3


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Ministrinë e Lumenjve dhe Liqeneve", ["Ministry of Rivers and Lakes"]),
        (
            "Drejtoria e Urave në bashkëpunim me Institutin e Ujit dhe Motit",
            ["Bridge Authority", "Institute for Water and Weather"],
        ),
        ("Zavodom za vode i vrijeme", ["Institute for Water and Weather"]),
        ("Sektori për Mbikëqyrje dhe Riparime", ["Bridge Authority - Directorate for Bridge Survey and Repair"]),
    ],
)
def test_endings_of_case_do_not_hide_a_name(text, labels):
    assert _labels(MADE, text) == labels


@pytest.mark.parametrize(
    "name",
    [
        "Agency for Peace and Quiet",
        "Centre for Ferries and Fords of the North",
        "Zavod za mir i tišinu",
        "Instituti i Paqes",
        "Ministry of Culture and Media",
        "Ministry of Health Care Reform",
        "Representatives of the Police administration",
    ],
)
def test_an_unknown_name_stays_whole_and_unsure(name):
    (body,) = REAL.read(name)
    assert (body.name, body.label, body.code, body.certainty) == (name, name, None, Certainty.UNSURE)


def test_an_unknown_name_is_split_before_a_known_one():
    assert _labels(REAL, "Agency for Peace and Ministry of Health") == ["Agency for Peace", "Ministry of Health"]


def test_an_unknown_name_is_split_before_a_word_that_opens_a_body():
    assert _labels(REAL, "Agency for Peace and Institute of Silence") == ["Agency for Peace", "Institute of Silence"]


def test_an_unknown_unit_keeps_its_known_body():
    (body,) = REAL.read("Ministry of Health - Sector for Ferries")
    assert (body.body_code, body.unit, body.unit_code, body.certainty) == (
        "MOH", "Sector for Ferries", None, Certainty.UNSURE,
    )  # fmt: skip


def test_a_name_shared_by_two_units_is_settled_by_the_body_before_it():
    directory = BodyNames.build(
        [
            BodyRecord("A", "Ministry of A"),
            BodyRecord("B", "Ministry of B"),
            BodyRecord("A-L", "Legal Department", (), "A"),
            BodyRecord("B-L", "Legal Department", (), "B"),
        ]
    )
    reader = BodyReader(directory)
    assert [body.code for body in reader.read("Ministry of B - Legal Department")] == ["B-L"]
    assert [body.code for body in reader.read("Legal Department")] == [None]


def test_generic_actors_are_known_as_such():
    assert [body.is_generic for body in REAL.read("Ministry of Health, NGOs")] == [False, True]


@pytest.mark.parametrize("text", ["", " ", "-", "()", "(", ")", ", ,", "and", "and and"])
def test_cells_without_a_name_do_not_break_the_reader(text):
    assert all(body.label for body in REAL.read(text))


def test_a_directory_with_a_repeated_code_or_a_lost_parent_is_refused():
    with pytest.raises(ValueError, match="two bodies"):
        BodyNames.build([BodyRecord("A", "A"), BodyRecord("A", "B")])
    with pytest.raises(ValueError, match="not in the directory"):
        BodyNames.build([BodyRecord("A", "A", (), "Z")])
