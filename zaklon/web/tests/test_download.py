"""Figures as a file."""

import pytest

from zaklon.web.download import csv_answer


def test_a_file_opens_in_spreadsheets_with_all_letters():
    response = csv_answer("plan-2020.csv", ("Tijelo", "Broj"), [("Šavnik, Жабљак", 3)])
    assert response.content.decode() == '\ufeffTijelo,Broj\r\n"Šavnik, Жабљак",3\r\n'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan-2020.csv"'


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_runs_as_a_formula(cell):
    body = csv_answer("x.csv", ("A",), [(cell,)]).content.decode()
    assert f"'{cell.strip()}" in body or f"'{cell}" in body


def test_negative_numbers_stay_numbers():
    assert "\r\n-3\r\n" in csv_answer("x.csv", ("A",), [(-3,)]).content.decode()
