"""Comparing and reading HTML."""

from html.parser import HTMLParser


class _Tokens(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tokens = []

    def handle_starttag(self, tag, attrs):
        kept = sorted((name, " ".join(value.split()) if value else "") for name, value in attrs)
        self.tokens.append((tag, *kept))

    def handle_endtag(self, tag):
        self.tokens.append(f"/{tag}")

    def handle_data(self, data):
        text = " ".join(data.split())
        if text:
            self.tokens.append(text)


def tokens(html):
    """Tags with sorted attributes, and texts without superfluous space."""
    reader = _Tokens()
    reader.feed(str(html))
    return [token for token in reader.tokens if not (isinstance(token, str) and token in {"/input", "/img", "/path"})]


def texts(html):
    """The visible texts."""
    reader = _Tokens()
    reader.feed(str(html))
    return [token for token in reader.tokens if isinstance(token, str) and not token.startswith("/")]
