"""Walking through pages as somebody, with Django's client."""

from html.parser import HTMLParser

from django.test import Client

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as


def client_of(actor):
    """A browser in which the actor is signed in, second factor and all."""
    client = Client()
    with acting_as(SYSTEM):
        client.force_login(User.objects.get(pk=actor.user_id))
        session = client.session
        session["second_factor"] = True
        session.save()
    return client


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
