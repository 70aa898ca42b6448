"""What result indicators count: units, periods and regions, by their words in three languages."""

import re
from typing import Final

_PEOPLE: Final = (
    r"people|persons?|professionals?|officers?|representatives?|trainees?|participants?|employees|contact points?"
    r"|students?|pupils?|judges|prosecutors|teachers?|experts?|victims?|children|beneficiar\w*|staff|citizens"
    r"|osob\w*|lica\b|ljudi|predstavnik\w*|polaznik\w*|ucesnik\w*|sluzbenik\w*|zaposlen\w*|profesional\w*|djec\w*"
    r"|ucenik\w*|nastavnik\w*|strucnjak\w*|gradan\w*|kontakt (?:tac\w*|osob\w*)"
    r"|persona\w*|njerez\w*|perfaqesues\w*|pjesemarres\w*|zyrtar\w*|profesionist\w*|nxenes\w*|femij\w*"
)
# (unit code, folded words, words that name exactly one). Where two match at one place the longer wins.
UNITS: Final[tuple[tuple[str, str, str], ...]] = (
    ("trainings", r"training sessions?|trainings?|obuk\w*|trening\w*|trajnim\w*", r"training|obuka|trajnim"),
    ("workshops", r"workshops?|radionic\w*|punetori\w*|seminar\w*", r"workshop|radionica|punetori|seminar"),
    ("courses", r"courses?|kurs\w*", r"course|kurs"),
    ("modules", r"modules?|modul\w*", r"module|modul"),
    ("people", _PEOPLE, r"(?!)"),
    ("copies", r"cop(?:y|ies)\b|primj?erak\w*|primj?erk\w*|kopij\w*|kopj\w*|ekzemplar\w*", r"(?!)"),
    (
        "meetings",
        r"meetings?|sastan\w*|sastanc\w*|sj?ednic\w*|takim\w*|mbledhj\w*",
        r"meeting|sastanak|sj?ednica|takim",
    ),
    ("reports", r"reports?|izvj?estaj\w*|raport\w*", r"report|izvj?estaj|raport"),
    ("analyses", r"analy[sz]\w*|analiz\w*", r"analysis|analiza"),
    ("inspections", r"controls? ?- ?inspection|inspections?|inspekcij\w*|inspekcijsk\w*|inspektim\w*", r"(?!)"),
    ("controls", r"controls?|kontrol\w*|kontroll\w*", r"(?!)"),
    ("municipalities", r"municipalit\w*|opstin\w*|komun\w*", r"(?!)"),
    ("facilities", r"facilit\w*|objek\w*|prostorij\w*|rooms?\b", r"(?!)"),
    ("conferences", r"conferences?|konferencij\w*|konferenc\w*", r"conference|konferencija|konference"),
    ("projects", r"projects?|projek\w*", r"(?!)"),
    ("actions", r"actions?\b|akcij\w*|aksion\w*", r"(?!)"),
    ("campaigns", r"campaigns?|kampanj\w*|fushat\w*", r"campaign|kampanja|fushate"),
    ("agreements", r"agreements?|sporazum\w*|marreveshj\w*|memorand\w*", r"agreement|sporazum|marreveshje|memorandum"),
    (
        "calls",
        r"calls? for proposals|public calls?|javn\w+ poziv\w*|thirrj\w* publike",
        r"call for proposals|javni poziv",
    ),
    ("phone_calls", r"phone calls?|telefonsk\w+ poziv\w*", r"(?!)"),
    ("leaflets", r"leaflets?|flyers?|brochures?|letak\w*|leta[kc]\w*|brosur\w*|fletepalosj\w*|broshur\w*", r"(?!)"),
    ("states", r"states?\b|countries|drzav\w*|shtet\w*", r"(?!)"),
    ("recommendations", r"recommendations?|preporuk\w*|rekomandim\w*", r"(?!)"),
)
UNIT: Final = re.compile("|".join(rf"(?P<{code}>\b(?:{words}))" for code, words, _ in UNITS))
# Inspection words stand before control words, so "6000 controls - inspection supervision" counts inspections.
ONE_OF: Final[dict[str, re.Pattern[str]]] = {code: re.compile(rf"(?:{words})(?!\w)") for code, _, words in UNITS}

_REPORTED: Final = (
    r"(?:\b\w{1,30}\s+){0,2}?\b(?:"
    r"reports?|analy[sz]\w*|meetings?|bulletins?|statistic\w*|izvj?estaj\w*|analiz\w*|sastan\w*|bilten\w*"
    r"|raport\w*|takim\w*)"
)
PERIODS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (code, re.compile(rf"\b(?:{words})\s+{_REPORTED}|{_REPORTED}\s+(?:{words})\b"))
    for code, words in (
        ("semi_annual", r"semi-?\s?annual\w*|half-?yearly|bi-?annual\w*|twice a year|polugodisnj\w*|gjasht?emujor\w*"),
        ("quarterly", r"quarterly|kvartaln\w*|tromj?esecn\w*|tre?mujor\w*"),
        ("monthly", r"monthly|mj?esecn\w*|mujor\w*"),
        ("weekly", r"weekly|nedj?eljn\w*|sedmicn\w*|javor\w*"),
        ("daily", r"daily|dnevn\w*|ditor\w*"),
        ("annual", r"annual\w*|yearly|godisnj\w*|vjetor\w*"),
    )
)
REGIONS: Final[tuple[tuple[str, str], ...]] = (
    ("north", r"north\w*|sj?ever\w*|verio?r\w*|veri\b"),
    ("centre", r"centr\w*|sredisnj\w*|qendr\w*"),
    ("south", r"south\w*|juzn\w*|jug\w*"),
    ("coast", r"coast\w*|primor\w*|bregdet\w*"),
    ("east", r"east\w*|istocn\w*|istok\w*|lindor\w*|lindj\w*"),
    ("west", r"west\w*|zapad\w*|perendim\w*"),
)
REGION: Final = re.compile("|".join(rf"(?P<{code}>\b(?:{words}))" for code, words in REGIONS))
REGION_WORD: Final = re.compile(r"\bregion\w*|\bregij\w*|\brajon\w*")
PER_REGION: Final = re.compile(
    r"\beach\b|\bper region|\bin every|\bpo\b|\bnga\b|\bsvak\w+|\bsecil\w+|\bper (?:cdo )?rajon|\bcdo\b"
)
