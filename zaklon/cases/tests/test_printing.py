"""docs/case-access.md says what the matrix says."""

from pathlib import Path

from zaklon.cases.printing import case_access_page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "case-access.md"


def test_the_printed_matrix_is_fresh():
    assert PAGE.read_text() == case_access_page(), "docs/case-access.md is stale: make docs"
