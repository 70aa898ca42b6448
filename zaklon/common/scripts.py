"""Latin and Cyrillic Montenegrin, and the keys by which names are found and sorted.

Cyrillic texts of the interface are made from the Latin ones by rule, so what must stay Latin (placeholders, tags,
addresses, codes, foreign words) is protected. Albanian and English are never transliterated.
"""

import re
import unicodedata

_ACUTE = "\u0301"
_PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}
_LETTERS = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
_LETTERS |= {"ś": "с" + _ACUTE, "ź": "з" + _ACUTE}
_TO_LATIN = {cyrillic: latin for latin, cyrillic in (_LETTERS | _PAIRS).items()}
# Names from the wider region come in other Cyrillic alphabets; they are only ever read into Latin.
_NEIGHBOURS = "й=j ы=y э=e ґ=g ё=jo я=ja ю=ju є=je ї=ji щ=šč ѓ=đ ќ=ć ѕ=dz і=i ь= ъ="
_TO_LATIN |= {pair[0]: pair[2:] for pair in _NEIGHBOURS.split()}

# Where d+ž or n+j meet at a seam of the word they stay two letters: nadživjeti, injekcija.
_SEAMS = re.compile(
    r"\b(?:nad|pod|pred)(?=ž)|\bod(?=ž(?!a[kcč]))|(?:in)(?=jek[ctš])|\bkon(?=jun|jug)|tan(?=jug)|\bvan(?=jez)|\ban(?=jon)",
    re.IGNORECASE,
)
_LATIN_ONLY = (
    "PDF|Word|Excel|CSV|DOCX|XLSX|JSON|HTML|QR|SMS|TLS|TOTP|FIDO|WebAuthn|OpenID|Connect|GRETA|UNODC|IATI|HTCDS|IC-TIP"
    "|Chromium|Firefox|Google|Microsoft|Authenticator|English|Shqip|IC|PI|NI|IP"
)
_PROTECTED = re.compile(
    r"%\([^)]*\)[a-z]|%[sd%]"  # %(name)s
    r"|\{[^{}]*\}"  # {count}
    r"|<[^<>]*>|&\#?\w+;"  # tags and entities
    r"|https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+"  # addresses
    r"|\.[a-z]{3,4}\b(?=[\s,;)]|$)"  # .docx
    r"|\b(?=\w*\d)(?=\w*[A-Za-z])\w+(?:[-/.]\w+)*"  # R12, 2020-Q2
    rf"|\b(?:{_LATIN_ONLY})\b"
    r"|\bI(?= (?:kvartal|polugodišt|tromjeseč|stepen|faz|dio|kategorij))"  # the number one, not the word "and"
    r"|\bI(?=:| realizovano\b| i IC\b|, IC\b)"  # the status of an activity, not the word "and"
    r"|\b(?=[IVX]{2,}\b|[VX]\b)X{0,3}(?:IX|IV|V?I{0,3})\b"  # Roman numbers up to 39
    r"|\b\w*[qwxyQWXY]\w*\b"  # foreign words
)
_LATIN_LETTER = re.compile(r"[Ll][Jj]|[Nn][Jj]|[Dd][Žž]|\w", re.UNICODE)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]" + _ACUTE + "?")


def to_cyrillic(text: str) -> str:
    """The Cyrillic form of a Montenegrin text in Latin script; what is protected stays as it is."""
    parts: list[str] = []
    position = 0
    for kept in _PROTECTED.finditer(text):
        parts += [_plain_to_cyrillic(text[position : kept.start()]), kept[0]]
        position = kept.end()
    return "".join([*parts, _plain_to_cyrillic(text[position:])])


def to_latin(text: str) -> str:
    """The Latin form of a text in Cyrillic script; other letters stay as they are."""
    return _CYRILLIC.sub(lambda found: _one_to_latin(found, text), text)


def search_key(text: str) -> str:
    """One key for all spellings of a name: script, case, diacritics and dj for đ make no difference.

    Words of ASCII letters and digits with single spaces between; letters of other scripts are kept.
    """
    latin = to_latin(unicodedata.normalize("NFC", text)).casefold()
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(mark))
    plain = plain.replace("dj", "d").replace("đ", "d").replace("ı", "i")
    return " ".join(re.findall(r"[^\W_]+", plain))


def sort_key(text: str, language: str) -> str:
    """A key that puts texts in the order of the language's alphabet under any byte or locale order.

    Two digits for each letter, then a space and the text itself, which settles ties. Languages: en, cnr, cnr-cyrl, sq.
    """
    alphabet = _ALPHABETS[language]
    folded = unicodedata.normalize("NFC", text).casefold()
    if language.startswith("cnr"):
        folded = _plain_to_cyrillic(folded)
    codes = [_code(letter, alphabet) for letter in _letters(folded, alphabet)]
    return f"{_squeezed(codes)} {folded}"


def _plain_to_cyrillic(text: str) -> str:
    # A word joiner at the seam keeps the two letters apart while pairs are replaced; it is taken out again.
    apart = _SEAMS.sub(lambda found: found[0] + "\u2060", unicodedata.normalize("NFC", text))
    return _LATIN_LETTER.sub(lambda found: _one_to_cyrillic(found[0]), apart).replace("\u2060", "")


def _one_to_cyrillic(letter: str) -> str:
    lower = letter.lower()
    if len(letter) == 2 and letter[0].islower() and letter[1].isupper():
        return "".join(_one_to_cyrillic(single) for single in letter)
    cyrillic = _PAIRS.get(lower) or _LETTERS.get(lower)
    if cyrillic is None:
        return letter
    return cyrillic if letter[0].islower() else cyrillic[0].upper() + cyrillic[1:]


def _one_to_latin(found: re.Match[str], text: str) -> str:
    letter = found[0]
    lower = letter.lower()
    latin = _TO_LATIN.get(lower)
    if latin is None:
        base = _TO_LATIN.get(lower[0])
        latin = None if base is None else base + lower[1:]
    if latin is None or letter == lower:
        return letter if latin is None else latin
    following, before = text[found.end() : found.end() + 1], text[found.start() - 1 : found.start()]
    all_capitals = following.isupper() or (before.isupper() and not following.islower())
    return latin.upper() if all_capitals else latin.capitalize()


# Of Montenegrin, the Cyrillic letters stand for the Latin ones too: they tell nj from n+j.
_ORDERS = {
    "en": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh",
    "cnr": f"а б ц ч ћ д џ ђ е ф г х и ј к л љ м н њ о п q р с ш с{_ACUTE} т у в w x y з ж з{_ACUTE}",
    "cnr-cyrl": f"а б в г д ђ е ж з з{_ACUTE} и ј к л љ м н њ о п q р с с{_ACUTE} т ћ у ф х ц ч џ ш w x y",
}
_ALPHABETS = {language: order.split() for language, order in _ORDERS.items()}


def _letters(text: str, alphabet: list[str]) -> list[str]:
    pairs = "|".join(sorted((letter for letter in alphabet if len(letter) > 1), key=len, reverse=True))
    return re.findall(f"{pairs}|." if pairs else ".", text, re.DOTALL)


def _code(letter: str, alphabet: list[str]) -> str:
    """Two digits: 00 between words, 01 to 10 digits, from 11 the alphabet, 99 other scripts."""
    if letter in alphabet:
        return str(11 + alphabet.index(letter))
    if letter.isascii() and letter.isdigit():
        return f"{int(letter) + 1:02}"
    bare = unicodedata.normalize("NFKD", letter)[0]
    if bare in alphabet:
        return str(11 + alphabet.index(bare))
    return "99" if letter.isalpha() else "00"


def _squeezed(codes: list[str]) -> str:
    kept = [code for place, code in enumerate(codes) if code != "00" or (place and codes[place - 1] != "00")]
    return "".join(kept).removesuffix("00") if kept and kept[-1] == "00" else "".join(kept)
