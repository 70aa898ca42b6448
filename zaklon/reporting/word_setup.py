"""Styles, pages, headers, contents and properties of the Word form."""

from datetime import UTC
from typing import cast

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section as WordSection
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from zaklon.reporting.description import Report
from zaklon.reporting.shown import ShownReport
from zaklon.reporting.word_markup import ACCENT, QUIET, TONES

# A face that every office has; the bundled font would be replaced at random where it is not installed.
_FONT = "Calibri"
_LONG_SIDE, _SHORT_SIDE = 29.7, 21.0
_MARGIN, _LANDSCAPE_MARGIN = 2.2, 1.6
# Terms stand in a column of this width (cm), their values beside them.
_TERM = 4.4
QUIET_COLOUR = RGBColor.from_string(QUIET)
_HEADINGS = {"Heading 1": (17, 22, 8), "Heading 2": (13, 16, 6), "Heading 3": (11, 12, 4)}


def line_cm(*, is_landscape: bool) -> float:
    """Length of a line between the margins, in centimetres."""
    return _LONG_SIDE - 2 * _LANDSCAPE_MARGIN if is_landscape else _SHORT_SIDE - 2 * _MARGIN


def prepare(document: WordDocument, report: Report, shown: ShownReport) -> None:
    """Set styles, language, properties and the cover's page of an empty document."""
    _set_properties(document, report, shown)
    _drop_thumbnail(document)
    _set_language(document, shown.language.tag)
    _set_styles(document)
    _set_paper(document.sections[0], is_landscape=False)


def start_pages(document: WordDocument, shown: ShownReport, *, is_landscape: bool) -> None:
    """Begin a new page in the given orientation, with its own header and footer."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_paper(section, is_landscape=is_landscape)
    end = Cm(line_cm(is_landscape=is_landscape))
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    head = section.header.paragraphs[0]
    head.style = "Header"
    head.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(f"{shown.title}\t{shown.words.draft if shown.is_draft else shown.period}")
    if shown.watermark:
        section.header.add_paragraph(shown.watermark, "Header")
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    foot.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{shown.footer}\t")
    for piece in shown.words.page_of:
        field = {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(piece)
        if field:
            _add_field(foot, field, "1")
        else:
            foot.add_run(piece)


def add_contents(document: WordDocument, shown: ShownReport) -> None:
    """A list of contents that links to the headings and that Word can bring up to date with page numbers."""
    document.add_paragraph(shown.words.contents, style="ContentsHeading")
    titles = [section.title for section in shown.sections if section.title.level <= 2]
    lines = [(title.level, f"{title.number}  {title.heading}", title.anchor) for title in titles]
    lines += [(1, title, anchor) for title, anchor, _items in shown.closing_lists()]
    for place, (level, text, anchor) in enumerate(lines):
        line = document.add_paragraph(style=f"toc {level}")
        if place == 0:
            _add_field_mark(line, "begin")
            _add_instruction(line, ' TOC \\o "1-2" \\h \\z ')
            _add_field_mark(line, "separate")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), anchor)
        link.append(line.add_run(text)._r)
        line._p.append(link)
        if place == len(lines) - 1:
            _add_field_mark(line, "end")


def add_bookmark(paragraph: WordParagraph, name: str, identifier: int) -> None:
    """Make the paragraph the target of links to `name`; the identifier is unique in the document."""
    for tag, place in (("w:bookmarkStart", 1), ("w:bookmarkEnd", len(paragraph._p) + 1)):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(identifier))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.insert(place, mark)


def _add_field(paragraph: WordParagraph, name: str, shown: str) -> None:
    _add_field_mark(paragraph, "begin")
    _add_instruction(paragraph, f" {name} ")
    _add_field_mark(paragraph, "separate")
    paragraph.add_run(shown)
    _add_field_mark(paragraph, "end")


def _add_field_mark(paragraph: WordParagraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _add_instruction(paragraph: WordParagraph, text: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = text
    paragraph.add_run()._r.append(instruction)


def _set_properties(document: WordDocument, report: Report, shown: ShownReport) -> None:
    properties = document.core_properties
    made_at = report.made_at.astimezone(UTC).replace(tzinfo=None)
    properties.title, properties.subject = shown.title[:255], shown.subtitle[:255]
    properties.author = properties.last_modified_by = shown.made_by[:255]
    properties.created = properties.modified = made_at
    properties.identifier, properties.revision = shown.reference[:255], report.revision
    properties.language = shown.language.tag
    properties.comments = properties.keywords = properties.category = ""


def _set_language(document: WordDocument, tag: str) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    language.set(qn("w:eastAsia"), tag)
    defaults.append(language)

    for theme_language in document.settings.element.findall(qn("w:themeFontLang")):
        theme_language.set(qn("w:val"), tag)


def _drop_thumbnail(document: WordDocument) -> None:
    """The library's own template carries a picture of an empty page."""
    relations = document.part.package.rels
    for name in [name for name, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[name]


def _set_paper(section: WordSection, *, is_landscape: bool) -> None:
    sides = (_LONG_SIDE, _SHORT_SIDE) if is_landscape else (_SHORT_SIDE, _LONG_SIDE)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(sides[0]), Cm(sides[1])
    section.left_margin = section.right_margin = Cm(_LANDSCAPE_MARGIN if is_landscape else _MARGIN)
    section.top_margin = section.bottom_margin = Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.1)


def _set_styles(document: WordDocument) -> None:
    _style(document, "Normal", size=10.5, after=7)
    for name, (size, before, after) in _HEADINGS.items():
        heading = _style(document, name, size=size, before=before, after=after, colour=ACCENT, bold=True)
        heading.paragraph_format.keep_with_next = True
    title = _style(document, "Title", size=30, before=150, after=10, colour=ACCENT, bold=True)
    _drop(title.element.pPr, "w:pBdr")
    _drop(title.element.rPr, "w:spacing")
    subtitle = _style(document, "Subtitle", size=14, after=8)
    subtitle.font.italic = False
    _drop(subtitle.element.rPr, "w:spacing")
    caption = _style(document, "Caption", size=10.5, before=10, after=5, bold=True, colour="0B0C0C")
    caption.paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        _drop(_style(document, name, size=8.5, colour=QUIET).element.pPr, "w:tabs")
    _style(document, "List Bullet", size=10.5, after=4)
    definition = _style(document, "Definition", size=10.5, after=4).paragraph_format
    definition.left_indent, definition.first_line_indent = Cm(_TERM), Cm(-_TERM)
    definition.tab_stops.add_tab_stop(Cm(_TERM))
    _add_rule(_style(document, "CoverBody", size=12, after=6, colour=ACCENT, bold=True), "bottom")
    _style(document, "CoverPeriod", size=14, after=150, colour=QUIET)
    _style(document, "DraftMark", size=14, before=12, colour=TONES["bad"], bold=True)
    _style(document, "ContentsHeading", size=17, after=8, colour=ACCENT, bold=True)
    _style(document, "toc 1", size=10.5, before=4, after=2, bold=True)
    _style(document, "toc 2", size=10.5, after=2).paragraph_format.left_indent = Cm(0.7)
    _style(document, "TableText", size=8.5)
    _style(document, "TableNote", size=8.5, before=4, after=10, colour=QUIET)
    _style(document, "TableGap", size=4, after=4)
    _style(document, "Picture", after=4).paragraph_format.keep_with_next = True
    _box(_style(document, "FormulaBox", size=10.5, before=8, after=10))


def _style(document: WordDocument, name: str, *, bold: bool = False, **look: float | str) -> ParagraphStyle:
    """The style of that name, made when missing, with one face for all scripts; sizes and spaces in points."""
    styles = document.styles
    is_known = name in [style.name for style in styles]
    style = cast(ParagraphStyle, styles[name] if is_known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.font.name, style.font.bold = _FONT, bold
    faces = style.element.rPr.rFonts
    for attribute in list(faces.attrib):
        if attribute.endswith("Theme"):
            del faces.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        faces.set(qn(script), _FONT)
    if "size" in look:
        style.font.size = Pt(float(look["size"]))
    style.font.color.rgb = RGBColor.from_string(str(look.get("colour", "0B0C0C")))
    style.paragraph_format.space_before = Pt(float(look.get("before", 0)))
    style.paragraph_format.space_after = Pt(float(look.get("after", 0)))
    return style


def _drop(settings: BaseOxmlElement, tag: str) -> None:
    for setting in settings.findall(qn(tag)):
        settings.remove(setting)


def _add_rule(style: ParagraphStyle, *sides: str) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", ACCENT)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _box(style: ParagraphStyle) -> None:
    _add_rule(style, "top", "left", "bottom", "right")
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.25)
    style.paragraph_format.keep_together = True
