"""Reads the texts back out of rendered files, as another program would."""

import io
import re
import zipfile
from html.parser import HTMLParser

import docx
import python_calamine
from docx.document import Document as WordDocument
from pypdf import PdfReader

_IGNORED = re.compile(r"[\s\u00a0\u00ad\u200b]+")


def squeezed(text: str) -> str:
    """The text without spaces and soft hyphens: line breaks of a layout do not matter."""
    return _IGNORED.sub("", text)


def pdf_text(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def word_document(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def word_text(content: bytes) -> str:
    texts = word_document(content).element.body.itertext("{*}t")
    return squeezed("".join(texts))


def page_text(markup: str) -> str:
    """What the page shows as text; scripts and styles are no text."""
    reader = _PageText()
    reader.feed(markup)
    return squeezed("".join(reader.texts))


class _PageText(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.is_hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.is_hidden = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.is_hidden = False

    def handle_data(self, data: str) -> None:
        if not self.is_hidden:
            self.texts.append(data)


def sheets(content: bytes) -> dict[str, list[list]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def members(content: bytes) -> dict[str, str]:
    """The parts of an office file as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
