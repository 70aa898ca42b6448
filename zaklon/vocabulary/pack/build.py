"""From checked rows to records."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack import records as r
from zaklon.vocabulary.pack import schemas
from zaklon.vocabulary.pack.checks import Folder
from zaklon.vocabulary.pack.days import first_day, last_day
from zaklon.vocabulary.pack.forms import Form, build_field, build_form, by_form
from zaklon.vocabulary.pack.frame import FRAME_FILE, Frame
from zaklon.vocabulary.pack.instruments import built_instruments
from zaklon.vocabulary.pack.registers import MEASURES, REGISTERS, TABLES
from zaklon.vocabulary.pack.tables import Row

Cells = Mapping[str, str]
Built = TypeVar("Built")


def build(frame: Frame, folder: Folder) -> r.Pack:
    """The pack. The frame and the tables must be free of faults."""

    def every(file: str, make: Callable[[Cells], Built]) -> tuple[Built, ...]:
        return tuple(make(row.cells) for row in folder.rows(file))

    values = frame.values
    return r.Pack(
        version=values["version"],
        content_hash=content_hash(frame, folder),
        country=_country(values),
        languages=tuple(_language(item) for item in values["languages"]),
        footnotes=tuple(_footnote(item) for item in values.get("footnotes", [])),
        notes=tuple(values.get("notes", [])),
        sources=every("sources.csv", lambda c: r.SourceTitle(code=c["code"], title=c["title"], **_sourced(c))),
        lists=every("lists.csv", lambda c: r.TermList(order=int(c["order"]), **_named(c))),
        terms=every("terms.csv", _term),
        regions=every("regions.csv", lambda c: r.Region(order=int(c["order"]), **_named(c))),
        municipalities=every("municipalities.csv", _municipality),
        censuses=every("censuses.csv", _census),
        population=every("population.csv", _population),
        bodies=every("bodies.csv", _body),
        body_aliases=every("body_aliases.csv", _alias),
        territories=every("territories.csv", _territory),
        clocks=every("clocks.csv", _clock),
        thresholds=every("thresholds.csv", _threshold),
        ways=every("ways.csv", _way),
        steps=every("steps.csv", _step),
        holidays=every("holidays.csv", _holiday),
        reports=every("reports.csv", _report),
        instruments=built_instruments(folder),
        forms=_forms(folder),
        advice=every("advice.csv", _advice),
        register_rows={file: _kept_rows(folder, file) for file in (REGISTERS, MEASURES, TABLES)},
    )


def content_hash(frame: Frame, folder: Folder) -> str:
    """SHA-256 of what the pack says: the order of rows and columns, quotes and line ends do not matter."""
    said = {file: sorted(_canonical(row) for row in table.rows) for file, table in folder.tables.items() if table.rows}
    said[FRAME_FILE] = [json.dumps(frame.values, sort_keys=True, ensure_ascii=False)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _canonical(row: Row) -> str:
    return json.dumps(dict(row.cells), sort_keys=True, ensure_ascii=False)


def _sourced(values: Mapping[str, Any]) -> dict[str, Any]:
    certainty = Certainty(values["certainty"])
    return {"source": values["source"], "certainty": certainty, "note": values.get("note", "")}


def _named(cells: Cells, prefix: str = "name_") -> dict[str, Any]:
    labels = {name.removeprefix(prefix): text for name, text in cells.items() if name.startswith(prefix)}
    translated = frozenset(cells.get("our_translation", "").split())
    return {"code": cells["code"], "labels": labels, "our_translation": translated, **_sourced(cells)}


def _from(cells: Cells) -> date | None:
    return first_day(cells["valid_from"]) if "valid_from" in cells else None


def _until(cells: Cells) -> date | None:
    return last_day(cells["valid_until"]) if "valid_until" in cells else None


def _dated(cells: Cells) -> dict[str, Any]:
    certainty = Certainty(cells["dates_certainty"]) if "dates_certainty" in cells else None
    source = cells.get("dates_source", "")
    return {"valid_from": _from(cells), "valid_until": _until(cells)} | {
        "dates_source": source,
        "dates_certainty": certainty,
    }


def _codes(cells: Cells, name: str) -> tuple[str, ...]:
    return tuple(cells.get(name, "").split())


def _number(cells: Cells, name: str) -> int | None:
    return int(cells[name]) if name in cells else None


def _country(values: Mapping[str, Any]) -> r.Country:
    country = values["country"]
    return r.Country(
        code=country["code"],
        names=country["names"],
        currency=country["currency"],
        other_currencies=tuple(country.get("other_currencies", ())),
        timezone=country["timezone"],
        default_language=values["default_language"],
        **_sourced(country),
    )


def _language(item: Mapping[str, Any]) -> r.Language:
    return r.Language(
        code=item["code"],
        name=item["name"],
        locale=item["locale"],
        scripts=tuple(item["scripts"]),
        written_in=item["written_in"],
        default_script=item["default_script"],
        **_sourced(item),
    )


def _footnote(item: Mapping[str, Any]) -> r.Footnote:
    return r.Footnote(
        code=item["code"],
        marks=tuple(item["marks"]),
        texts=item["texts"],
        our_translation=frozenset(item.get("our_translation", [])),
        **_sourced(item),
    )


def _term(cells: Cells) -> r.Term:
    return r.Term(
        list_code=cells["list"],
        order=int(cells["order"]),
        valid_from=_from(cells),
        valid_until=_until(cells),
        **_named(cells, "label_"),
    )


def _municipality(cells: Cells) -> r.Municipality:
    return r.Municipality(region=cells["region"], split_from=cells.get("split_from"), **_dated(cells), **_named(cells))


def _census(cells: Cells) -> r.Census:
    total = int(cells["total_persons"])
    return r.Census(year=int(cells["year"]), state=cells["state"], total_persons=total, **_named(cells))


def _population(cells: Cells) -> r.Population:
    persons = int(cells["persons"])
    return r.Population(municipality=cells["municipality"], census=cells["census"], persons=persons, **_sourced(cells))


def _body(cells: Cells) -> r.BodyRecord:
    return r.BodyRecord(
        kind=cells["kind"],
        is_generic=cells["is_generic"] == "yes",
        parent=cells.get("parent"),
        country=cells.get("country"),
        role=cells.get("role", ""),
        **_dated(cells),
        **_named(cells),
    )


def _alias(cells: Cells) -> r.BodyAlias:
    return r.BodyAlias(body=cells["body"], alias=cells["alias"], language=cells["language"], **_sourced(cells))


def _territory(cells: Cells) -> r.Territory:
    return r.Territory(
        municipality=cells["municipality"],
        kind=cells["kind"],
        body=cells["body"],
        office=cells.get("office", ""),
        **_sourced(cells),
    )


def _clock(cells: Cells) -> r.Clock:
    return r.Clock(
        area=cells["area"],
        order=int(cells["order"]),
        kind=r.ClockKind(cells["kind"]),
        force=cells["force"],
        bound=cells.get("bound"),
        amount=_number(cells, "amount"),
        unit=cells.get("unit"),
        amount_to=_number(cells, "amount_to"),
        unit_to=cells.get("unit_to"),
        on_date=cells.get("on_date"),
        stated=cells.get("stated", ""),
        warn_at=tuple(int(each) for each in _codes(cells, "warn_at")),
        extend_by=_number(cells, "extend_by"),
        pauses=cells.get("pauses") == "yes",
        **_named(cells),
    )


def _way(cells: Cells) -> r.Way:
    pairs = (pair.split("=") for pair in _codes(cells, "counts_as"))
    return r.Way(
        order=int(cells["order"]),
        part=cells["part"],
        start=cells["start"],
        counts_as=tuple((state, category) for state, category in pairs),
        **_named(cells),
    )


def _step(cells: Cells) -> r.Step:
    return r.Step(
        way=cells["way"],
        order=int(cells["order"]),
        verb=cells["verb"],
        sources=_codes(cells, "from"),
        target=cells["to"],
        roles=_codes(cells, "roles"),
        needs=_codes(cells, "needs"),
        form=cells.get("form", ""),
        is_complete=cells.get("is_complete") == "yes",
        starts=_codes(cells, "starts"),
        stops=_codes(cells, "stops"),
        does=_codes(cells, "does"),
        # A verb is a word of its way, as in `risk.rate_low`.
        **_named({**cells, "code": f"{cells['way']}.{cells['verb']}"}),
    )


def _advice(cells: Cells) -> r.Advice:
    return r.Advice(
        order=int(cells["order"]),
        kind=r.AdviceKind(cells["kind"]),
        responders=_codes(cells, "responders"),
        urgencies=_codes(cells, "urgencies"),
        ages=_codes(cells, "ages"),
        number=cells.get("number", ""),
        **_named(cells),
    )


def _holiday(cells: Cells) -> r.Holiday:
    return r.Holiday(
        order=int(cells["order"]),
        on_date=cells["on_date"],
        days=int(cells["days"]),
        shifts=cells["shifts"] == "yes",
        **_named(cells),
    )


def _threshold(cells: Cells) -> r.Threshold:
    return r.Threshold(amount=int(cells["amount"]), unit=cells["unit"], **_named(cells))


def _report(cells: Cells) -> r.ReportKind:
    return r.ReportKind(
        order=int(cells["order"]),
        rhythm=cells["rhythm"],
        rhythm_stated=cells.get("rhythm_stated", ""),
        content=cells.get("content", ""),
        made_by=tuple(cells.get("made_by", "").split()),
        made_by_stated=cells.get("made_by_stated", ""),
        read_by_stated=cells.get("read_by_stated", ""),
        product_report=cells.get("product_report"),
        **_named(cells),
    )


def _forms(folder: Folder) -> tuple[Form, ...]:
    """The forms, each with its fields."""
    rows = [row.cells for row in folder.rows("form_fields.csv")]
    fields = by_form(((c["form"], int(c["version"])), build_field(c, _named(c, "label_"))) for c in rows)
    return tuple(
        build_form(c, _named(c), fields[c["code"], int(c["version"])], _from(c))
        for c in (row.cells for row in folder.rows("forms.csv"))
    )


def _kept_rows(folder: Folder, file: str) -> dict[str, Mapping[str, str]]:
    """The rows of a file by their code; tables of reports have report and place for one."""
    rows = [dict(row.cells) for row in folder.rows(file)]
    return {cells.get("code") or f"{cells['report']}.{cells['order']}": cells for cells in rows}


def known_files() -> frozenset[str]:
    """The names of the files that a pack may hold."""
    return frozenset(schemas.published())
