"""The words of invented plans in three languages: headings, bodies, activities, times, sums."""

from dataclasses import dataclass

from zaklon.plan.importing import BodyNames, BodyRecord

MEASURE_TITLES = {
    "en": ("Keep fords safe", "Care for bridges and ferries", "Teach rowing to all"),
    "cnr": ("Bezbjedni gazovi", "Briga o mostovima i skelama", "Obuka veslanja za sve"),
    "sq": ("Vahe të sigurta", "Kujdesi për urat dhe trapet", "Vozitja për të gjithë"),
}
OBJECTIVE_TITLES = {
    "en": "Make the rivers safer for everyone",
    "cnr": "Učiniti rijeke bezbjednijim za sve",
    "sq": "Lumenj më të sigurt për të gjithë",
}
TITLES = {
    "en": ("Train ferry crews", "Check the lower ford", "Print a map of the fords", "Visit schools along the river"),
    "cnr": ("Obučiti posade skela", "Provjeriti donji gaz", "Štampati kartu gazova", "Posjetiti škole uz rijeku"),
    "sq": ("Trajnimi i ekuipazheve", "Kontrolli i vahut të poshtëm", "Shtypja e hartës", "Vizita në shkolla"),
}
# Column -> several headings as ministries write them.
HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "activity": ("Activity", "Activities"),
        "bodies": ("Responsible bodies", "Implementing institutions", "Responsible authority and partners"),
        "start": ("Starting date", "Start", "Beginning of implementation"),
        "end": ("Planned completion date", "End date", "Completion"),
        "indicator": ("Result indicator", "Indicators", "Expected outputs"),
        "money": ("Financial estimate", "Budget", "Planned funds"),
    },
    "cnr": {
        "activity": ("Aktivnost", "Naziv aktivnosti", "Aktivnosti"),
        "bodies": ("Nadležne institucije", "Nosioci aktivnosti", "Odgovorni organi"),
        "start": ("Početak realizacije", "Datum početka", "Početak"),
        "end": ("Planirani završetak", "Datum završetka", "Završetak realizacije"),
        "indicator": ("Indikator rezultata", "Pokazatelji", "Očekivani rezultat"),
        "money": ("Finansijska procjena", "Planirana sredstva", "Budžet"),
    },
    "sq": {
        "activity": ("Aktiviteti", "Aktivitetet"),
        "bodies": ("Institucionet përgjegjëse", "Bartësit e aktivitetit"),
        "start": ("Fillimi", "Data e fillimit"),
        "end": ("Përfundimi", "Data e përfundimit"),
        "indicator": ("Treguesi i rezultatit", "Treguesit"),
        "money": ("Kostoja financiare", "Buxheti", "Vlerësimi financiar"),
    },
}
SECTIONS = {
    "en": ("Operational objective {}: {}", "Key measure {}: {}"),
    "cnr": ("Operativni cilj {}: {}", "Ključna mjera {}: {}"),
    "sq": ("Objektivi operativ {}: {}", "Masa kyçe {}: {}"),
}
TITLE_LINE = {
    "en": "Action plan for safe rivers for {}",
    "cnr": "Akcioni plan za bezbjedne rijeke za {}. godinu",
    "sq": "Plani i veprimit për lumenj të sigurt për vitin {}",
}


@dataclass(frozen=True)
class MadeBody:
    """An invented body: its names by language, and the form that follows "in cooperation with"."""

    code: str
    names: dict[str, str]
    after_with: dict[str, str]
    parent: str | None = None
    is_generic: bool = False


def _body(code: str, en: str, cnr: tuple[str, str], sq: tuple[str, str], parent: str | None = None) -> MadeBody:
    return MadeBody(
        code, {"en": en, "cnr": cnr[0], "sq": sq[0]}, {"en": f"the {en}", "cnr": cnr[1], "sq": sq[1]}, parent
    )


BODIES = (
    _body(
        "RIV",
        "Ministry of Rivers and Lakes",
        ("Ministarstvo rijeka i jezera", "Ministarstvom rijeka i jezera"),
        ("Ministria e Lumenjve dhe Liqeneve", "Ministrinë e Lumenjve dhe Liqeneve"),
    ),
    _body(
        "BRI", "Bridge Authority", ("Uprava mostova", "Upravom mostova"), ("Drejtoria e Urave", "Drejtorinë e Urave")
    ),
    _body(
        "WAT",
        "Institute for Water and Weather",
        ("Zavod za vode i vrijeme", "Zavodom za vode i vrijeme"),
        ("Instituti i Ujit dhe Motit", "Institutin e Ujit dhe Motit"),
    ),
    _body(
        "ROW", "Rowing Union", ("Veslački savez", "Veslačkim savezom"), ("Federata e Vozitjes", "Federatën e Vozitjes")
    ),
    MadeBody(
        "CLU",
        {"en": "boat clubs", "cnr": "čamdžijski klubovi", "sq": "klubet e varkave"},
        {"en": "boat clubs", "cnr": "čamdžijskim klubovima", "sq": "klubet e varkave"},
        is_generic=True,
    ),
    _body(
        "RIV-FOR",
        "Department for Fords",
        ("Odjeljenje za gazove", "Odjeljenjem za gazove"),
        ("Departamenti për Vahe", "Departamentin për Vahe"),
        "RIV",
    ),
    _body(
        "BRI-SUR",
        "Directorate for Bridge Survey and Repair",
        ("Direkcija za nadzor i popravke", "Direkcijom za nadzor i popravke"),
        ("Sektori për Mbikëqyrje dhe Riparime", "Sektorin për Mbikëqyrje dhe Riparime"),
        "BRI",
    ),
)


def directory() -> BodyNames:
    """The directory of the invented bodies."""
    return BodyNames.build(
        BodyRecord(
            body.code,
            body.names["en"],
            tuple(name for language, name in body.names.items() if language != "en"),
            body.parent,
            body.is_generic,
        )
        for body in BODIES
    )


def label(body: MadeBody) -> str:
    """The body as a reading names it."""
    parent = next((other for other in BODIES if other.code == body.parent), None)
    return f"{parent.names['en']} - {body.names['en']}" if parent else body.names["en"]


COOPERATION: dict[str, str] = {"en": " in cooperation with ", "cnr": " u saradnji sa ", "sq": " në bashkëpunim me "}
AND = {"en": " and ", "cnr": " i ", "sq": " dhe "}
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
QUARTERS = {
    "en": ("{roman} quarter", "{roman}  quarter {year}", "Q{number} {year}", "{month} {year}"),
    "cnr": ("{roman} kvartal", "{number}. kvartal {year}", "{roman} kvartal {year}. godine", "{month} {year}."),
    "sq": ("tremujori {roman}", "TM {roman} {year}", "tremujori {ordinal} {year}", "{month} {year}"),
}
MONTHS = {
    "en": ("February", "June", "September", "October"),
    "cnr": ("mart", "april", "avgust", "decembar"),
    "sq": ("shkurt", "qershor", "korrik", "nëntor"),
}
ORDINALS = {1: "i parë", 2: "i dytë", 3: "i tretë", 4: "i katërt"}
# Each: the sentence, comparator, unit; {n} the number. A sentence without {n} names its thing once.
INDICATORS = {
    "en": (
        ("At least {n} trainings held", ">=", "trainings"),
        ("{n} officers trained", "=", "people"),
        ("Map printed (with a total printing of {n} copies)", "=", "copies"),
        ("Not more than {n} controls on the lower ford", "<=", "controls"),
        ("Report on the state of fords is made", "=", "reports"),
    ),
    "cnr": (
        ("Održano najmanje {n} obuka", ">=", "trainings"),
        ("Obučeno {n} službenika", "=", "people"),
        ("Štampana karta (tiraž {n} primjeraka)", "=", "copies"),
        ("Najviše {n} kontrola na donjem gazu", "<=", "controls"),
        ("Izrađen izvještaj o stanju gazova", "=", "reports"),
    ),
    "sq": (
        ("Të paktën {n} trajnime të mbajtura", ">=", "trainings"),
        ("{n} zyrtarë të trajnuar", "=", "people"),
        ("Harta e shtypur (tirazhi prej {n} kopjesh)", "=", "copies"),
        ("Jo më shumë se {n} kontrolle në vah", "<=", "controls"),
    ),
}
NUMBER_WORDS = {
    "en": {1: "one", 3: "three", 6: "six", 10: "ten"},
    "cnr": {1: "jedan", 3: "tri", 6: "šest", 10: "deset"},
    "sq": {1: "një", 3: "tre", 6: "gjashtë", 10: "dhjetë"},
}
BUDGET = {"en": "({} budget)", "cnr": "(Budžet: {})", "sq": "(Buxheti i {})"}
DONATION = {"en": "(donation)", "cnr": "(donacija)", "sq": "(donacion)"}
NO_FUNDING = {
    "en": ("No funding required", "no additional funds needed", "-"),
    "cnr": ("Nisu potrebna sredstva", "Nije potrebno finansiranje", "-"),
    "sq": ("Nuk kërkohen fonde", "Pa kosto", "-"),
}
CURRENCY = {"en": ("Euros", "EUR", "€"), "cnr": ("eura", "€", "EUR"), "sq": ("euro", "€", "EUR")}
