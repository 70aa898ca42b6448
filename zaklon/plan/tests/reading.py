"""Taking a page apart: its words, links and form fields."""

from html.parser import HTMLParser


class _Page(HTMLParser):
    """The words, the links, the ids, and the form fields of a page as a browser would send them."""

    def __init__(self):
        super().__init__()
        self.words, self.links, self.fields, self.ids = [], [], {}, set()
        self._quiet, self._select, self._textarea = False, "", ""

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids.add(found.get("id"))
        self._quiet = tag in {"script", "style"}
        name, value = found.get("name", ""), found.get("value") or ""
        if tag == "a":
            self.links.append(found.get("href", ""))
        elif tag == "input" and name and (found.get("type") not in {"radio", "checkbox"} or "checked" in found):
            self.fields[name] = value
        elif tag == "select":
            self._select = name
        elif tag == "option" and (self._select not in self.fields or "selected" in found):
            self.fields[self._select] = value
        elif tag == "textarea":
            self._textarea = name
            self.fields[name] = ""

    def handle_endtag(self, tag):
        self._quiet = False
        if tag == "textarea":
            self._textarea = ""

    def handle_data(self, data):
        if self._textarea:
            self.fields[self._textarea] += data
        if not self._quiet:
            self.words.append(data)


def read(response):
    """A page taken apart: `text`, `links`, `fields`, `ids`."""
    page = _Page()
    page.feed(response.content.decode())
    page.text = " ".join(" ".join(page.words).split())
    return page
