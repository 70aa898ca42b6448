"""Pages of courses are plain words with a little shape; nothing in them can become markup of the page."""

from hypothesis import given
from hypothesis import strategies as st

from zaklon.capacity.rules.markup import Block, Run, blocks, pictures_in, runs

PAGE = """## One

First **strong** and *slanted*
words.

- a
- b
  goes on

1. x
2. y

> said

![A lantern](pictures/lantern.png)

### Two
after it
"""


def test_a_page_is_read_into_its_parts():
    kinds = [block.kind for block in blocks(PAGE)]
    assert kinds == ["heading", "text", "list", "steps", "quote", "picture", "lesser", "text"]
    first = blocks(PAGE)[1].items[0]
    assert first == (Run("First "), Run("strong", "strong"), Run(" and "), Run("slanted", "em"), Run(" words."))
    assert blocks(PAGE)[2].items == ((Run("a"),), (Run("b goes on"),))
    assert list(pictures_in(PAGE)) == [("lantern.png", "A lantern")]


def test_html_and_links_stay_the_letters_that_were_typed():
    said = '<script src="x"></script> [here](https://lantern.example)'
    assert blocks(said) == (Block("text", ((Run(said),),)),)


def test_a_picture_from_elsewhere_is_no_picture():
    assert blocks("![x](https://lantern.example/a.png)")[0].kind == "text"
    assert blocks("![x](pictures/../a.png)")[0].kind == "text"


@given(st.text())
def test_every_text_is_read_and_no_word_is_lost(text):
    words = "".join(run.text for block in blocks(text) if block.kind == "text" for item in block.items for run in item)
    assert len(words) <= len(text)
    assert blocks(text) or not text.strip()


@given(st.text(st.characters(exclude_characters="*")))
def test_a_line_without_stars_stays_as_it_is(text):
    assert "".join(run.text for run in runs(text)) == text
