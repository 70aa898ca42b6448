"""The four languages of the interface, and which of them a request gets."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

GetResponse = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Language:
    """One language in one script; `tag` is its BCP 47 form for `lang`, `locale` the CLDR one for dates and numbers."""

    code: str
    name: str
    tag: str
    locale: str


# CLDR files Montenegrin under Serbian of Montenegro. British English gives day before month and a 24-hour clock.
INTERFACE_LANGUAGES = (
    Language("en", "English", "en", "en_GB"),
    Language("cnr", "Crnogorski", "cnr-Latn", "sr_Latn_ME"),
    Language("cnr-cyrl", "Црногорски", "cnr-Cyrl", "sr_Cyrl_ME"),
    Language("sq", "Shqip", "sq", "sq"),
)
LANGUAGES: list[tuple[str, str]] = [(language.code, language.name) for language in INTERFACE_LANGUAGES]
_BY_CODE = {language.code: language for language in INTERFACE_LANGUAGES}

# Browsers have no Montenegrin: they send one of its neighbours, which its readers read.
_SENT_BY_BROWSERS = {
    "sr-cyrl": "cnr-cyrl",
    "sr-cyrl-me": "cnr-cyrl",
    "cnr-cyrl-me": "cnr-cyrl",
    "sr": "cnr",
    "sh": "cnr",
    "hr": "cnr",
    "bs": "cnr",
    "cnr": "cnr",
    "en": "en",
    "sq": "sq",
}


def register() -> None:
    """Tell Django about Montenegrin, which it does not know."""
    for code, script in (("cnr", "Latin"), ("cnr-cyrl", "Cyrillic")):
        LANG_INFO[code] = {
            "bidi": False,
            "code": code,
            "name": f"Montenegrin ({script})",
            "name_local": _BY_CODE[code].name,
        }


def current() -> Language:
    """The active language; English outside a request."""
    return _BY_CODE.get(translation.get_language() or "en", _BY_CODE["en"])


def tag_of(code: str) -> str:
    """The BCP 47 tag of an interface language, or the code itself, which then is one."""
    return _BY_CODE[code].tag if code in _BY_CODE else code


def known(code: str) -> bool:
    """True for the code of an interface language."""
    return code in _BY_CODE


def chosen_for(request: HttpRequest) -> str:
    """Code of the language that the person chose, else what the browser asks for, else the installation's own."""
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if known(cookie):
        return cookie
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if found := _matching(wanted):
            return found
    return settings.LANGUAGE_CODE if known(settings.LANGUAGE_CODE) else "en"


def _matching(wanted: str) -> str | None:
    parts = wanted.lower().split("-")
    for length in range(len(parts), 0, -1):
        if found := _SENT_BY_BROWSERS.get("-".join(parts[:length])):
            return found
    return None


class LanguageMiddleware:
    """Activates the language of the request and says so in the answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(chosen_for(request)):
            response = self.get_response(request)
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
            response.headers.setdefault("Content-Language", current().tag)
            return response
