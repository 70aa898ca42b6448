"""Reading and checking a whole pack folder."""

from pathlib import Path

from zaklon.vocabulary.pack import schemas
from zaklon.vocabulary.pack.build import build, known_files
from zaklon.vocabulary.pack.checks import Folder, cross_faults
from zaklon.vocabulary.pack.faults import PackFault, PackFaulty, in_reading_order
from zaklon.vocabulary.pack.form_checks import form_faults
from zaklon.vocabulary.pack.frame import FRAME_FILE, Frame, read_frame
from zaklon.vocabulary.pack.instruments import instrument_faults
from zaklon.vocabulary.pack.records import Pack
from zaklon.vocabulary.pack.register_checks import register_faults
from zaklon.vocabulary.pack.tables import Table, read_table
from zaklon.vocabulary.pack.wording import Spoken, frame_wording_faults, label_faults, shared_names


def read_pack(folder: Path) -> Pack:
    """The pack in the folder. Raises PackFaulty, which lists every fault, when it cannot be used."""
    frame, tables, faults = _read(folder)
    if faults or frame is None:
        raise PackFaulty(in_reading_order(faults))
    return build(frame, Folder(tables))


def check_pack(folder: Path) -> list[PackFault]:
    """Everything that is wrong with the pack, by file and line; an empty list when it can be used.

    Never raises for what the folder holds or does not hold.
    """
    return in_reading_order(_read(folder)[2])


def _read(folder: Path) -> tuple[Frame | None, dict[str, Table], list[PackFault]]:
    faults = _folder_faults(folder)
    if any(fault.code in {"folder_missing", "folder_unreadable"} for fault in faults):
        return None, {}, faults
    frame = None
    if (folder / FRAME_FILE).is_file():
        frame, frame_faults = read_frame(folder / FRAME_FILE)
        faults += frame_faults
    tables = {}
    for file in schemas.table_schemas():
        if (folder / file).is_file():
            table, table_faults = read_table(folder / file)
            faults += table_faults
            if table is not None:
                tables[file] = table
    faults += _content_faults(frame, tables)
    return frame, tables, faults


def _folder_faults(folder: Path) -> list[PackFault]:
    """Files that are missing, and things in the folder that are no part of a pack."""
    if not folder.is_dir():
        return [PackFault(folder.name or str(folder), "folder_missing")]
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        return [PackFault(folder.name, "folder_unreadable", facts={"reason": error.strerror or str(error)})]
    known = known_files()
    faults = [
        PackFault(entry.name, "file_unknown", facts={"known": ", ".join(sorted(known))})
        for entry in entries
        if not (entry.name in known and entry.is_file()) and not _is_beside_the_point(entry)
    ]
    present = {entry.name for entry in entries}
    for file, schema in schemas.published().items():
        if schema["x-required"] and file not in present:
            faults.append(PackFault(file, "file_missing", facts={"title": schema["title"].lower()}))
    return faults


def _is_beside_the_point(entry: Path) -> bool:
    """Files that editors and version control leave, and a readme."""
    return entry.name.startswith((".", "~$")) or entry.name.lower() == "readme.md"


def _content_faults(frame: Frame | None, tables: dict[str, Table]) -> list[PackFault]:
    faults: list[PackFault] = []
    folder = Folder(tables)
    for table in tables.values():
        faults += schemas.column_faults(table)
        faults += schemas.row_faults(table)
    faults += cross_faults(folder)
    faults += shared_names(folder)
    faults += instrument_faults(folder)
    faults += form_faults(tables)
    faults += register_faults(tables)
    if frame is not None:
        faults += schemas.frame_faults(frame)
        faults += frame_wording_faults(frame)
        languages = Spoken.of(frame)
        if languages.scripts:
            faults += label_faults(folder, languages)
    return faults
