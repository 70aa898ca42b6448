"""No code knows a country: what its pack says must not stand in the program as well."""

import re
from pathlib import Path

import pytest

from zaklon.vocabulary.pack import PACKS_DIR, Pack, read_pack

ROOT = Path(__file__).resolve().parents[2]
KINDS = {".py", ".html", ".jinja", ".js", ".css", ".typ", ".json", ".sql", ".txt"}
NOT_CODE = {"tests", "locale", "static", "fonts", "demo", "__pycache__"}

# File or folder below zaklon, the word, and why it may stand there.
ALLOWED = (
    ("config/environment.py", "montenegro", "the folder of the pack that is used when no other is named"),
    ("config/environment.py", "Montenegro", "says which pack that is"),
    ("web/languages.py", "Montenegro", "the standard's name of a locale, in a remark"),
    ("reporting/languages.py", "Montenegro", "the standard's name of a locale, in a remark"),
    ("plan/importing", "EUR", "how plans of any country write the name of a currency"),
    ("web/gallery.py", "EUR", "a sample of each component"),
)


def words_of(pack: Pack) -> list[str]:
    """Names of the country and its larger places in every language, codes of its bodies, its currency and zone."""
    places = [name for place in pack.municipalities for name in place.labels.values() if len(name) > 4]
    codes = [body.code for body in pack.bodies if len(body.code) > 2 and body.code.isupper()]
    country = pack.country
    return [*country.names.values(), *places, *codes, country.currency, country.timezone, f"{country.code}-"]


def code_files() -> list[Path]:
    return [
        path
        for path in sorted((ROOT / "zaklon").rglob("*"))
        if path.suffix in KINDS and not NOT_CODE & set(path.relative_to(ROOT).parts[:-1])
    ]


def is_allowed(path: Path, word: str) -> bool:
    below = path.relative_to(ROOT / "zaklon").as_posix()
    return any(word == allowed and (below == place or below.startswith(f"{place}/")) for place, allowed, _ in ALLOWED)


@pytest.mark.slow
@pytest.mark.parametrize("folder", sorted(path.parent for path in PACKS_DIR.glob("*/pack.yaml")), ids=lambda p: p.name)
def test_no_word_of_a_country_stands_in_the_code(folder):
    alternatives = "|".join(sorted(map(re.escape, {*words_of(read_pack(folder)), folder.name}), key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?:(?<=-)|(?!\w))")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {word}"
        for path in code_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for word in pattern.findall(line)
        if not is_allowed(path, word)
    ]
    assert found == []


def test_the_search_would_find_a_word():
    pack = read_pack(PACKS_DIR / "montenegro")
    assert {"Montenegro", "Crna Gora", "Podgorica", "Podgoricë", "EUR", "MOI", "ME-", "Europe/Podgorica"} <= set(
        words_of(pack)
    )
    assert any(path.name == "settings.py" for path in code_files())
