"""Small files of every kind, made by hand or by the libraries that offices use."""

import io
import struct
import zipfile
import zlib

import docx
import xlsxwriter
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject


def a_pdf(change=None):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if change:
        change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def a_pdf_with_script():
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    return a_pdf(lambda writer: writer.root_object.update({NameObject("/OpenAction"): action}))


def a_pdf_with_a_file_inside():
    return a_pdf(lambda writer: writer.add_attachment("x.exe", b"MZ"))


def a_pdf_with_password():
    return a_pdf(lambda writer: writer.encrypt("secret", algorithm="RC4-128"))


def a_pdf_with_a_packed_action():
    """The action lies inside an object stream, where a search of the raw bytes does not see it."""
    packed = DecodedStreamObject()
    packed.set_data(b"7 0 << /S /JavaScript /JS (app.alert(1)) >>")
    stream = packed.flate_encode()
    stream.update({NameObject("/Type"): NameObject("/ObjStm")})
    return a_pdf(lambda writer: writer._add_object(stream))


def an_escaped_action():
    action = DictionaryObject({NameObject("/Note"): TextStringObject("x")})
    plain = a_pdf(lambda writer: writer._add_object(action))
    return plain.replace(b"/Note", b"/J#61vaScript")


def png_chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def a_png(*more):
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            png_chunk(b"IHDR", header),
            *more,
            png_chunk(b"IDAT", zlib.compress(b"\x00\x00")),
            png_chunk(b"IEND", b""),
        )
    )


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(order, turn):
    """Exif fields with a turn, a camera and a pointer to a place."""
    mark = b"II\x2a\x00" if order == "<" else b"MM\x00\x2a"
    fields = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0) + struct.pack(f"{order}HHII", 0x8825, 4, 1, 99)
    return segment(0xE1, b"Exif\x00\x00" + mark + struct.pack(f"{order}IH", 8, 2) + fields + b"GPS 42.44N 19.26E")


SCAN_DATA = b"\x12\xff\x00\x34\xff\xd0\x56\x78"
JFIF = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")


def a_jpeg(*more, frame=True):
    """The skeleton of a JPEG: its segments are right, its picture is not worth looking at."""
    frame_segment = segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00") if frame else b""
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + SCAN_DATA
    return b"\xff\xd8" + JFIF + b"".join(more) + frame_segment + scan + b"\xff\xd9"


def a_docx():
    target = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Words")
    document.save(target)
    return target.getvalue()


def a_xlsx():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write(0, 0, "Words")
    return target.getvalue()


def an_open_document(kind="text", *, manifest=b"<manifest/>", more=(), first="mimetype"):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr(first, f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("META-INF/manifest.xml", manifest)
        for name, content in more:
            package.writestr(name, content)
    return target.getvalue()


def changed_package(content, changes):
    """The package with members replaced or added; a change may be a function of the old content."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            old = source.read(name)
            new = changes.get(name, old)
            package.writestr(name, new(old) if callable(new) else new)
        for name in changes.keys() - set(source.namelist()):
            package.writestr(name, changes[name])
    return target.getvalue()
