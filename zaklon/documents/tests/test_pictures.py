"""Pictures lose what the camera added and keep what draws them."""

import pytest

from zaklon.documents.checks import checked
from zaklon.documents.tests import files

SECRET = b"GPS 42.44N 19.26E"


@pytest.mark.parametrize("name", [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"prVt"])
def test_texts_and_places_of_a_png_are_dropped(name):
    kept = checked("hall.png", files.a_png(files.png_chunk(name, SECRET))).content
    assert kept == files.a_png()


@pytest.mark.parametrize("name", [b"gAMA", b"pHYs", b"iCCP", b"tRNS"])
def test_what_draws_a_png_is_kept(name):
    content = files.a_png(files.png_chunk(name, b"1234"))
    assert checked("hall.png", content).content == content


def test_what_follows_the_end_of_a_picture_is_dropped():
    assert checked("hall.png", files.a_png() + b"PK hidden").content == files.a_png()
    assert checked("hall.jpg", files.a_jpeg() + b"PK hidden").content == files.a_jpeg()


@pytest.mark.parametrize(
    "extra",
    [
        files.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + SECRET),
        files.segment(0xE2, b"MPF\x00" + SECRET),
        files.segment(0xED, b"Photoshop 3.0\x00" + SECRET),
        files.segment(0xE0, b"JFXX\x00" + SECRET),
        files.segment(0xFE, SECRET),
        files.exif("<", 1),
        files.exif(">", 9),
    ],
)
def test_texts_places_and_thumbnails_of_a_jpeg_are_dropped(extra):
    assert checked("hall.jpg", files.a_jpeg(extra)).content == files.a_jpeg()


@pytest.mark.parametrize(
    "needed",
    [files.segment(0xE2, b"ICC_PROFILE\x00\x01\x01x"), files.segment(0xEE, b"Adobe\x00d"), files.segment(0xDB, b"q")],
)
def test_what_draws_a_jpeg_is_kept(needed):
    assert checked("hall.jpg", files.a_jpeg(needed)).content == files.a_jpeg(needed)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_jpeg_stays_turned_as_the_camera_held_it(order):
    kept = checked("hall.jpg", files.a_jpeg(files.exif(order, 6))).content
    assert SECRET not in kept
    assert b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in kept
    again = checked("hall.jpg", kept).content
    assert again == kept


def test_the_scan_of_a_jpeg_is_kept_byte_for_byte():
    content = files.a_jpeg(files.exif("<", 1))
    kept = checked("hall.jpg", content).content
    assert files.SCAN_DATA in kept


def test_damaged_exif_is_dropped_without_a_word():
    broken = files.segment(0xE1, b"Exif\x00\x00II\x2a\x00\xff\xff\xff\xff")
    assert checked("hall.jpg", files.a_jpeg(broken)).content == files.a_jpeg()
