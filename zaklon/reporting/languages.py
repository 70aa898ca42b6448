"""The languages in which reports are made: locale, file tags and the few patterns that no library holds."""

from dataclasses import dataclass

from babel import Locale


@dataclass(frozen=True)
class Language:
    """How one language writes dates and quarters, and what each file format calls it."""

    code: str
    locale_name: str
    tag: str
    pdf_language: str
    day_pattern: str
    quarter_pattern: str
    excel_day_format: str

    @property
    def locale(self) -> Locale:
        """The CLDR data of the language."""
        return Locale.parse(self.locale_name)


_LANGUAGES = {
    "en": Language("en", "en_GB", "en-GB", "en", "d MMM y", "Q{number}\N{NO-BREAK SPACE}{year}", "[$-809]d mmm yyyy"),
    # CLDR knows Montenegrin as Serbian of Montenegro; files carry the ISO 639-3 code where the format allows it.
    "cnr": Language(
        "cnr",
        "sr_Latn_ME",
        "sr-Latn-ME",
        "cnr",
        "d. M. y.",
        "{roman}\N{NO-BREAK SPACE}kvartal {year}.",
        'd". "m". "yyyy"."',
    ),
    "cnr-cyrl": Language(
        "cnr-cyrl",
        "sr_Cyrl_ME",
        "sr-Cyrl-ME",
        "cnr",
        "d. M. y.",
        "{roman}\N{NO-BREAK SPACE}квартал {year}.",
        'd". "m". "yyyy"."',
    ),
    "sq": Language("sq", "sq", "sq-AL", "sq", "d.M.y", "tremujori {roman}\N{NO-BREAK SPACE}{year}", 'd"."m"."yyyy'),
}

CODES = tuple(_LANGUAGES)


def language(code: str) -> Language:
    """The language of a report. Raises ValueError for a code that no report is made in."""
    if code not in _LANGUAGES:
        raise ValueError(f"no report is made in {code!r}; known: {', '.join(CODES)}")
    return _LANGUAGES[code]
