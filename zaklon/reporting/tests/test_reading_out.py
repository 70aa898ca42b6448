"""Every text of a report is read out, wherever it stands."""

from datetime import UTC, date, datetime

from zaklon.reporting.description import Column, Definition, Definitions, Paragraph, Period, Report, Row, Section, Table
from zaklon.reporting.reading_out import texts_of


def test_titles_headings_paragraphs_definitions_cells_and_notes_are_read_out():
    table = Table("caption", (Column("column"),), (Row(("cell",)),), notes=("note of a table",))
    blocks = (Paragraph("paragraph"), Definitions((Definition("term", "meaning"),)), table)
    report = Report(
        title="title",
        subtitle="subtitle",
        period=Period(date(2026, 1, 1), date(2026, 1, 31)),
        language="en",
        made_at=datetime(2026, 2, 1, tzinfo=UTC),
        made_by="body",
        reference="code",
        sections=(Section("heading", blocks),),
        notes=("note",),
    )
    wanted = [
        "title",
        "subtitle",
        "body",
        "heading",
        "paragraph",
        "term",
        "meaning",
        "caption",
        "column",
        "cell",
        "note",
    ]
    assert {*wanted, "note of a table"} <= set(texts_of(report))
