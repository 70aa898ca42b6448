"""Scripts, search keys and sort keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.scripts import search_key, sort_key, to_cyrillic, to_latin

MONTENEGRIN = (
    "Cvijet Čavor Ćirić Dubrava Džep Đuro Lazar Luka Ljubo Niko Nutar Njegoš Petar Sava Šavnik Śever Zeta Žabljak"
)
ALBANIAN = "cep çaj dita dhoma gota gjuha lule llamba natë njeri raki rruga sot shi tani thikë xixa xhami zog zhurmë"
LETTERS = "abcčćdđefghijklmnoprsšśtuvzžź"


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Njegoš", "Његош"),
        ("NJEGOŠ", "ЊЕГОШ"),
        ("Ljubav i džep", "Љубав и џеп"),
        ("injekcija", "инјекција"),
        ("Injekcija", "Инјекција"),
        ("nadživjeti", "надживјети"),
        ("konjunktura", "конјунктура"),
        ("TANJUG", "ТАНЈУГ"),
        ("odžak, odžaliti", "оџак, оджалити"),
        ("budžet", "буџет"),
        ("odjeljenje", "одјељење"),
        ("śever, iźesti", "с\u0301евер, из\u0301ести"),
        ("Zaklon", "Заклон"),
        ("Đorđe Šćepanović", "Ђорђе Шћепановић"),
        ("Još %(count)s žrtava", "Још %(count)s жртава"),
        ("{count} od {total}", "{count} од {total}"),
        ("100%% posla", "100%% посла"),
        ('Pogledaj <a href="/plan">plan</a> &nbsp;ovdje', 'Погледај <a href="/plan">план</a> &nbsp;овдје'),
        ("piši na ana@primjer.me ili https://primjer.me/plan", "пиши на ana@primjer.me или https://primjer.me/plan"),
        ("Izvještaj R12 za 2020-Q2", "Извјештај R12 за 2020-Q2"),
        ("II kvartal, XIX vijek", "II квартал, XIX вијек"),
        ("I kvartal", "I квартал"),
        ("I dalje", "И даље"),
        ("I realizovano, IC kontinuirano, PI, NI, IP", "I реализовано, IC континуирано, PI, NI, IP"),
        ("(I i IC) u svima (I, IC, PI i NI)", "(I и IC) у свима (I, IC, PI и NI)"),
        ("I: u roku", "I: у року"),
        ("Preuzmi kao PDF, Word ili Excel", "Преузми као PDF, Word или Excel"),
        ("preporuke GRETA-e", "препоруке GRETA-е"),
        ("dokument .docx", "документ .docx"),
        ("Kraj reda.", "Крај реда."),
        ("na web stranici", "на web страници"),
    ],
)
def test_latin_becomes_cyrillic_and_what_is_foreign_stays(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Његош", "Njegoš"),
        ("ЊЕГОШ", "NJEGOŠ"),
        ("Љ. Петровић", "Lj. Petrović"),
        ("НАЉ", "NALJ"),
        ("Џ", "Dž"),
        ("надживјети", "nadživjeti"),
        ("С\u0301екира", "Śekira"),
        ("Наталия Щукина", "Natalija Ščukina"),
        ("Shqipëri", "Shqipëri"),
    ],
)
def test_cyrillic_becomes_latin(cyrillic, latin):
    assert to_latin(cyrillic) == latin


@given(st.text(alphabet=LETTERS + " .,-", max_size=40))
def test_every_lower_case_text_comes_back_from_cyrillic(text):
    assert to_latin(to_cyrillic(text)) == text


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " ", max_size=40))
def test_search_finds_a_text_in_either_script(text):
    assert search_key(text) == search_key(to_cyrillic(text))


@pytest.mark.parametrize(
    "spelling", ["Đorđe Šćepanović", "Ђорђе Шћепановић", "Djordje Scepanovic", "DORDE  SCEPANOVIC"]
)
def test_all_spellings_of_a_name_have_one_search_key(spelling):
    assert search_key(spelling) == "dorde scepanovic"


def test_albanian_and_montenegrin_marks_are_dropped_from_the_search_key():
    assert search_key("Çelë Ëndrra") == search_key("cele endrra")
    assert search_key("Iźeden Śutra-Ana") == "izeden sutra ana"


def ordered(words, language):
    return sorted(words, key=lambda word: sort_key(word, language))


def test_montenegrin_latin_sorts_by_its_own_alphabet():
    right = MONTENEGRIN.split()
    assert ordered(reversed(right), "cnr") == right


def test_a_seam_inside_a_word_is_two_letters_when_sorting():
    assert ordered(["inkaso", "injekcija", "inje"], "cnr") == ["injekcija", "inkaso", "inje"]


def test_cyrillic_sorts_by_its_own_alphabet_whichever_script_the_name_is_in():
    assert ordered(["Šavnik", "Čavor", "Žabljak", "Вук", "Zeta", "Ђуро"], "cnr-cyrl") == [
        "Вук", "Ђуро", "Žabljak", "Zeta", "Čavor", "Šavnik",
    ]  # fmt: skip


def test_albanian_sorts_by_its_own_alphabet():
    right = ALBANIAN.split()
    assert ordered(reversed(right), "sq") == right


def test_shorter_words_and_digits_come_first():
    assert ordered(["Ana Marija", "Anamarija", "Ana", "10", "2"], "cnr") == [
        "10",
        "2",
        "Ana",
        "Ana Marija",
        "Anamarija",
    ]


@given(st.text(max_size=30), st.sampled_from(["en", "cnr", "cnr-cyrl", "sq"]))
def test_any_text_has_a_key_of_digits_first(text, language):
    digits = sort_key(text, language).split(" ", 1)[0]
    assert digits == "" or digits.isdigit()
    assert len(digits) % 2 == 0


def test_an_unknown_language_is_refused():
    with pytest.raises(KeyError):
        sort_key("a", "xx")
