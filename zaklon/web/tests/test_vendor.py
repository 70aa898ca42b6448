"""What comes from elsewhere is in our own dress, with its licence beside it."""

import re

import pytest

from zaklon.web.vendor import SIZES, VENDOR_DIR, blocks, filtered, in_our_dress

STATIC = VENDOR_DIR.parent
CSS = (
    "@charset 'u';@font-face{font-family:X}.a,.b{c:d}@media print{.b{e:f}.a{g:h}}@media x{.b{i:j}}@keyframes k{0%{l:m}}"
)


def test_rules_are_found_with_what_is_inside_them():
    assert list(blocks(".a{b:c}@media x{.d{e:f}}@import 'y';")) == [
        (".a", "b:c"),
        ("@media x", ".d{e:f}"),
        ("@import 'y'", None),
    ]


def test_an_unclosed_rule_is_an_error():
    with pytest.raises(ValueError, match="never closed"):
        list(blocks(".a{b:c"))


def test_only_wanted_selectors_stay():
    assert filtered(CSS, lambda selector: selector == ".a") == ".a{c:d}@media print{.a{g:h}}@keyframes k{0%{l:m}}"


def test_comments_do_not_hide_a_rule():
    assert filtered("/* x { */.a{b:c}", bool) == ".a{b:c}"


def test_sizes_colours_and_font_become_ours():
    dressed = in_our_dress(".a{font-family:GDS Transport,arial,sans-serif;font-size:3rem;color:#1d70b8}")
    assert dressed == f".a{{font-family:var(--zk-font);font-size:{SIZES['3rem']};color:#0b4a5f}}"


def test_nothing_of_the_british_government_is_left():
    css = (VENDOR_DIR / "frontend.css").read_text()
    assert not re.search(r"GDS Transport|crest|crown|ogl|licence-logo|@font-face|1d70b8", css)


def test_every_picture_and_font_that_a_style_sheet_names_is_there():
    for sheet in (VENDOR_DIR / "frontend.css", STATIC / "zaklon.css"):
        for address in re.findall(r"url\(\"?([^)\"]+)", sheet.read_text()):
            assert (sheet.parent / address).is_file(), address


def test_licences_lie_beside():
    assert {path.name for path in (VENDOR_DIR / "licences").iterdir()} == {
        "govuk-frontend.txt",
        "moj-frontend.txt",
        "htmx.txt",
    }
    assert (STATIC / "fonts" / "OFL.txt").is_file()
