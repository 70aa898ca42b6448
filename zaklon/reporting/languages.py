"""The languages in which reports are made: locale, file tags and the few patterns that no library holds."""

from dataclasses import dataclass

from babel import Locale

from zaklon.web.languages import INTERFACE_LANGUAGES


@dataclass(frozen=True)
class Language:
    """How one language writes dates and quarters, and what each file format calls it."""

    code: str
    tag: str
    pdf_language: str
    day_pattern: str
    quarter_pattern: str
    percent_pattern: str
    excel_day_format: str

    @property
    def locale(self) -> Locale:
        """The CLDR data of the language, the same as on the pages."""
        return Locale.parse(_LOCALES[self.code])


_NO_BREAK = "\N{NO-BREAK SPACE}"
_LOCALES = {language.code: language.locale for language in INTERFACE_LANGUAGES}
_MONTENEGRIN_DAY, _MONTENEGRIN_EXCEL_DAY = "d. M. y.", 'd". "m". "yyyy"."'

_LANGUAGES = {
    "en": Language("en", "en-GB", "en", "d MMM y", f"Q{{number}}{_NO_BREAK}{{year}}", "#,##0%", "[$-809]d mmm yyyy"),
    # Word and CLDR know Montenegrin as Serbian of Montenegro; PDF carries its own ISO 639-3 code.
    "cnr": Language(
        "cnr",
        "sr-Latn-ME",
        "cnr",
        _MONTENEGRIN_DAY,
        f"{{roman}}{_NO_BREAK}kvartal {{year}}.",
        f"#,##0{_NO_BREAK}%",
        _MONTENEGRIN_EXCEL_DAY,
    ),
    "cnr-cyrl": Language(
        "cnr-cyrl",
        "sr-Cyrl-ME",
        "cnr",
        _MONTENEGRIN_DAY,
        f"{{roman}}{_NO_BREAK}квартал {{year}}.",
        f"#,##0{_NO_BREAK}%",
        _MONTENEGRIN_EXCEL_DAY,
    ),
    "sq": Language("sq", "sq-AL", "sq", "d.M.y", f"tremujori {{roman}}{_NO_BREAK}{{year}}", "#,##0%", 'd"."m"."yyyy'),
}

CODES = tuple(_LANGUAGES)


def language(code: str) -> Language:
    """The language of a report. Raises ValueError for a code that no report is made in."""
    if code not in _LANGUAGES:
        raise ValueError(f"no report is made in {code!r}; known: {', '.join(CODES)}")
    return _LANGUAGES[code]
