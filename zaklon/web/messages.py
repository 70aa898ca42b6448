"""Translations: found in the code, kept beside each context, compiled into one catalogue for each language.

Sources are `zaklon/<context>/locale/cnr.po` and `sq.po`; the shell's strings serve every context and need not be
repeated. Montenegrin Cyrillic has no source: it is made from the Latin one. Compiled files are not kept in git.

    python -m zaklon.web.messages update     add new strings to the .po files, drop those that are gone
    python -m zaklon.web.messages compile    write the .mo files that Django reads
    python -m zaklon.web.messages check      name what is missing
"""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from babel.messages.catalog import Catalog, Message, TranslationError
from babel.messages.checkers import python_format
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from zaklon.common.scripts import to_cyrillic

PACKAGE_DIR = Path(__file__).resolve().parent.parent
COMPILED_DIR = Path(__file__).resolve().parent / "locale"
SOURCE_LANGUAGES = {"cnr": "sr_Latn_ME", "sq": "sq"}
_SHELL = "web"

_KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_JINJA_OPTIONS = {"newstyle_gettext": "true", "trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
_METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("gallery.py", "ignore"),
    ("templates/web/components.html", "ignore"),
    ("**.py", "python"),
    ("templates/**.html", "jinja2.ext:babel_extract"),
    ("templates/**.txt", "jinja2.ext:babel_extract"),
]
_OPTIONS = {"templates/**.html": _JINJA_OPTIONS, "templates/**.txt": _JINJA_OPTIONS}
# Their own translations for our two scripts of Montenegrin; Django itself looks only under the code "cnr".
_PACKAGES = (
    ("django", "conf/locale"),
    ("django", "contrib/auth/locale"),
    ("django", "contrib/contenttypes/locale"),
    ("allauth", "locale"),
)
_BORROWED = {"cnr": "sr_Latn", "cnr_Cyrl": "sr"}
_Found = tuple[str, str | tuple[str, ...], list[str], str | None]
# A date of its own would make every run a change.
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def contexts() -> list[Path]:
    """Folders of the contexts, the shell first."""
    found = [folder for folder in sorted(PACKAGE_DIR.iterdir()) if (folder / "__init__.py").exists()]
    return sorted(found, key=lambda folder: folder.name != _SHELL)


def extract(context: Path) -> Catalog:
    """The strings of one context, without those that the shell has already."""
    catalog = Catalog(project="Zaklon", version="1", charset="utf-8")
    shared = set() if context.name == _SHELL else {text for _name, text, *_rest in _strings(PACKAGE_DIR / _SHELL)}
    for name, text, comments, meaning in _strings(context):
        if text not in shared:
            catalog.add(text, None, [(f"{context.name}/{name}", 0)], auto_comments=comments, context=meaning)
    return catalog


def _strings(context: Path) -> tuple[_Found, ...]:
    """Each string of a context: its file, the text, comments, meaning. Read once for each state of the files."""
    read = [path for path in context.rglob("*") if path.suffix in {".py", ".html", ".txt"}]
    return _read_strings(context, frozenset((path, path.stat().st_mtime_ns) for path in read))


@cache
def _read_strings(context: Path, _state: frozenset[tuple[Path, int]]) -> tuple[_Found, ...]:
    found = extract_from_dir(
        context, _METHODS, _OPTIONS, _KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    return tuple((name, text, comments, meaning) for name, _line, text, comments, meaning in found)


def source_path(context: Path, language: str) -> Path:
    """The .po file of a context in a language."""
    return context / "locale" / f"{language}.po"


def read_source(context: Path, language: str) -> Catalog:
    """The translations of a context; empty when there are none yet."""
    path = source_path(context, language)
    if not path.exists():
        return Catalog(locale=SOURCE_LANGUAGES[language], fuzzy=False)
    with path.open("rb") as opened:
        return read_po(opened, locale=SOURCE_LANGUAGES[language], abort_invalid=True)


def update(context: Path, language: str) -> Path | None:
    """Bring the .po file in line with the code, keeping translations; None when the context has no strings."""
    wanted = extract(context)
    path = source_path(context, language)
    if not len(wanted):
        return None
    catalog = read_source(context, language)
    catalog.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = _NO_DATE
    catalog.project, catalog.version = "Zaklon", context.name
    catalog.fuzzy = False
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = "Zaklon"
    catalog.header_comment = f"# Translations of zaklon/{context.name}; see zaklon/web/messages.py"
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as opened:
        write_po(opened, catalog, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return path


def problems(context: Path, language: str) -> list[str]:
    """What a reader of this language would miss: each untranslated, doubtful or wrongly filled string."""
    translated = read_source(context, language)
    found = []
    for message in extract(context):
        if not message.id:
            continue
        own = translated.get(_first(message.id), message.context)
        if own is None or not _is_complete(own):
            found.append(f"not translated: {_first(message.id)!r}")
        elif own.fuzzy:
            found.append(f"marked as doubtful: {_first(message.id)!r}")
        else:
            found += [
                f"placeholders differ: {_first(message.id)!r} ({wrong})" for wrong in _wrong_places(own, translated)
            ]
    return found


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _is_complete(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _wrong_places(message: Message, catalog: Catalog) -> Iterator[str]:
    if not message.python_format:
        return
    try:
        python_format(catalog, message)
    except TranslationError as wrong:
        yield str(wrong)


def merged(language: str) -> Catalog:
    """All translations of a Django locale (cnr, cnr_Cyrl, sq): other packages' first, ours over them."""
    source = language.removesuffix("_Cyrl")
    catalog = Catalog(locale=SOURCE_LANGUAGES[source], fuzzy=False)
    for package, folder in _PACKAGES if language in _BORROWED else ():
        path = files(package).joinpath(folder, _BORROWED[language], "LC_MESSAGES", "django.mo")
        with path.open("rb") as opened:
            _add_all(catalog, read_mo(opened))
    for context in contexts():
        ours = read_source(context, source)
        _add_all(catalog, _in_cyrillic(ours) if language.endswith("_Cyrl") else ours)
    return catalog


def _add_all(catalog: Catalog, others: Catalog) -> None:
    for message in others:
        if message.id and not message.fuzzy and _is_complete(message):
            # Babel reads the context of a compiled message as bytes.
            meaning = message.context.decode() if isinstance(message.context, bytes) else message.context
            catalog.delete(message.id, meaning)
            catalog.add(message.id, message.string, context=meaning, flags=message.flags)


def _in_cyrillic(catalog: Catalog) -> Catalog:
    turned = Catalog(locale=catalog.locale, fuzzy=False)
    for message in catalog:
        if message.id:
            texts = message.string or ""
            cyrillic = to_cyrillic(texts) if isinstance(texts, str) else tuple(to_cyrillic(text) for text in texts)
            turned.add(message.id, cyrillic, context=message.context, flags=message.flags)
    return turned


def compile_catalogues(folder: Path = COMPILED_DIR) -> list[Path]:
    """Write the .mo file of every language but English; returns the files."""
    written = []
    for language in (*SOURCE_LANGUAGES, "cnr_Cyrl"):
        path = folder / language / "LC_MESSAGES" / "django.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_mo(path, merged(language))
        written.append(path)
    return written


def compile_if_stale() -> bool:
    """Compile when a source is newer than what is compiled; true when it did."""
    compiled = [COMPILED_DIR / language / "LC_MESSAGES" / "django.mo" for language in (*SOURCE_LANGUAGES, "cnr_Cyrl")]
    sources = [path for context in contexts() for path in context.glob("locale/*.po")]
    rules = [Path(__file__), PACKAGE_DIR / "common" / "scripts.py"]
    oldest = min((path.stat().st_mtime for path in compiled if path.exists()), default=0.0)
    newest = max(path.stat().st_mtime for path in (*sources, *rules))
    if all(path.exists() for path in compiled) and oldest >= newest:
        return False
    compile_catalogues()
    return True


def write_pseudo(folder: Path) -> Path:
    """Write an "English" catalogue of marked and longer strings, to find what is not translated and what breaks."""
    catalog = Catalog(locale="en", fuzzy=False)
    for context in contexts():
        for message in extract(context):
            if message.id:
                ids = message.id
                texts = pseudo(ids) if isinstance(ids, str) else tuple(pseudo(text) for text in ids)
                catalog.add(ids, texts, context=message.context, flags=message.flags)
    path = folder / "en" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_mo(path, catalog)
    return path


def pseudo(text: str) -> str:
    """The text between brackets and a third longer."""
    return f"⟦{text}{' ~~' * (len(text) // 9 + 1)}⟧"


def _write_mo(path: Path, catalog: Catalog) -> None:
    # Another process may be reading: the finished file takes the place of the old one in one step.
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as opened:
        write_mo(opened, catalog)
    part.replace(path)


def _main(verb: str) -> int:
    if verb == "compile":
        sys.stdout.write("".join(f"{path}\n" for path in compile_catalogues()))
        return 0
    if verb == "update":
        made = [update(context, language) for context in contexts() for language in SOURCE_LANGUAGES]
        sys.stdout.write("".join(f"{path}\n" for path in made if path))
        return 0
    if verb == "check":
        found = [
            f"{context.name}/{language}: {problem}\n"
            for context in contexts()
            for language in SOURCE_LANGUAGES
            for problem in problems(context, language)
        ]
        sys.stdout.write("".join(found))
        return 1 if found else 0
    sys.stderr.write(__doc__ or "")
    return 2


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1] if len(sys.argv) == 2 else ""))
