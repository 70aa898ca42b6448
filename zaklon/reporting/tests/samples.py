"""An invented implementation report, as a minister's office would send it to the Government."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.reporting.description import (
    Block,
    Chart,
    ChartKind,
    Column,
    Definition,
    Definitions,
    Entries,
    Entry,
    Formula,
    KeyFigure,
    KeyFigures,
    Kind,
    Paragraph,
    Period,
    Report,
    Row,
    Section,
    Series,
    Status,
    SubHeading,
    Table,
    Term,
    Tone,
)

NEW_YEAR = date(2020, 1, 1)
MADE_AT = datetime(2021, 2, 15, 9, 30, tzinfo=UTC)

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Implementation report on the action plan for 2020",
        "subtitle": "National strategy for combating trafficking in human beings 2019–2024",
        "body": "Ministry of the Interior, Department for Combating Trafficking in Human Beings",
        "standing": "Adopted by the Coordination Body",
        "summary": "Summary",
        "lead": (
            "In 2020 the bodies of the plan were to carry out 48 activities. Most were done in time; training on "
            "the coast and two campaigns were held back by the closure of schools in the second quarter."
        ),
        "due": "Activities due",
        "done": "Implemented",
        "continuous": "Implemented continuously",
        "partly": "Partly implemented",
        "not": "Not implemented",
        "late": "late",
        "planned": "Money planned",
        "spent": "Money spent",
        "unknown_label": "Public knowledge of trafficking",
        "unknown_note": "No survey has been made yet.",
        "rate": "Realisation rate",
        "rate_note": "An activity counts as implemented only when every one of its result indicators was met in time.",
        "by_objective": "Activities by objective and status",
        "objective": "Objective",
        "objectives": ("Prevention and capacity", "Protection of victims", "Criminal prosecution", "Partnership"),
        "calls": "Calls to the helpline against the path of the indicator",
        "calls_alt": "Calls rose from 402 to 431 a year and lie above the planned path of 412.",
        "year": "Year",
        "counted": "Counted",
        "path": "Planned path",
        "chart_alt": "Of 48 activities 33 were implemented; most of the rest belongs to prevention and capacity.",
        "activities": "Activities of the plan",
        "columns": (
            "No",
            "Activity",
            "Lead body",
            "Partners",
            "Due",
            "Status",
            "Result",
            "Planned",
            "Spent",
            "Obstacle",
        ),
        "measure": "Measure 1.1: Earlier identification of victims",
        "measure_2": "Measure 2.1: Support that is there when it is needed",
        "activity_1": "Training for civil-status officers who deal with foreigners",
        "activity_2": "Four proactive trainings for the general-duties police",
        "activity_3": "Daily reports of the helpline by structure and number of calls",
        "activity_4": "Licence for a shelter for children with round-the-clock staff",
        "ministry": "Ministry of the Interior",
        "police": "Police administration",
        "welfare": "Ministry of Labour and Social Welfare",
        "training_held": "1 of 1 trainings, 22 participants",
        "not_held": "0 of 4 trainings",
        "reports_made": "366 of 366 daily reports",
        "licensed": "Application filed, licence awaited",
        "closed": "Schools and training rooms were closed from March to June.",
        "no_funding": "No funding required",
        "total": "Total",
        "money_note": "Amounts as in the plan; what a body has not reported is shown as not known.",
        "money": "Money",
        "money_by": "Money planned and spent by source",
        "source": "Source",
        "kind": "Kind",
        "share": "Share spent",
        "budget": "Own budget",
        "donation": "Donation",
        "chapter": "Half-year report for Chapter 24",
        "entry": "Two of four trainings were held; the others follow in the third quarter.",
        "entry_2": "All four trainings were held, with 61 officers.",
        "impact": "More presumed victims identified by patrols",
        "chapter_columns": (
            "No",
            "Measure",
            "Responsible authority",
            "Deadline",
            "Status",
            "Indicator of result",
            "Impact",
        ),
        "recommendations": "Obstacles and recommendations",
        "advice": (
            "Move the trainings that need a hall into the spring of the next plan.\n"
            "Ask donors early for a second print run."
        ),
        "facts": "Facts of the plan",
        "adopted_on": "Adopted on",
        "next_due": "Next report due",
        "source_line": "Registers of the bodies named in the plan, as frozen on 31 January 2021.",
        "note_line": "This report holds no data about persons.",
    },
    "cnr": {
        "title": "Izvještaj o sprovođenju akcionog plana za 2020. godinu",
        "subtitle": "Strategija za borbu protiv trgovine ljudima 2019–2024",
        "body": "Ministarstvo unutrašnjih poslova, Odsjek za borbu protiv trgovine ljudima",
        "standing": "Usvojilo Koordinaciono tijelo",
        "summary": "Sažetak",
        "lead": (
            "Nosioci plana trebalo je da u 2020. godini sprovedu 48 aktivnosti. Većina je završena u roku; obuke na "
            "primorju i dvije kampanje odložene su zbog zatvaranja škola u drugom kvartalu."
        ),
        "due": "Dospjele aktivnosti",
        "done": "Sprovedeno",
        "continuous": "Sprovodi se kontinuirano",
        "partly": "Djelimično sprovedeno",
        "not": "Nije sprovedeno",
        "late": "kasni",
        "planned": "Planirana sredstva",
        "spent": "Utrošena sredstva",
        "unknown_label": "Znanje javnosti o trgovini ljudima",
        "unknown_note": "Istraživanje još nije rađeno.",
        "rate": "Stepen realizacije",
        "rate_note": "Aktivnost se smatra sprovedenom samo ako su svi njeni indikatori rezultata ostvareni u roku.",
        "by_objective": "Aktivnosti po ciljevima i statusu",
        "objective": "Cilj",
        "objectives": ("Prevencija i kapaciteti", "Zaštita žrtava", "Krivično gonjenje", "Partnerstvo"),
        "calls": "Pozivi SOS liniji u odnosu na putanju indikatora",
        "calls_alt": "Broj poziva porastao je sa 402 na 431 godišnje i iznad je planirane putanje od 412.",
        "year": "Godina",
        "counted": "Izbrojano",
        "path": "Planirana putanja",
        "chart_alt": "Od 48 aktivnosti sprovedene su 33; najveći dio ostatka pripada prevenciji i kapacitetima.",
        "activities": "Aktivnosti plana",
        "columns": (
            "Br.",
            "Aktivnost",
            "Nosilac",
            "Partneri",
            "Rok",
            "Status",
            "Rezultat",
            "Planirano",
            "Utrošeno",
            "Prepreka",
        ),
        "measure": "Mjera 1.1: Ranija identifikacija žrtava",
        "measure_2": "Mjera 2.1: Podrška dostupna kada je potrebna",
        "activity_1": "Obuka službenika za građanska stanja koji rade sa strancima",
        "activity_2": "Četiri proaktivne obuke za policiju opšte nadležnosti",
        "activity_3": "Dnevni izvještaji SOS linije po strukturi i broju poziva",
        "activity_4": "Licenca za sklonište za djecu sa cjelodnevnim osobljem",
        "ministry": "Ministarstvo unutrašnjih poslova",
        "police": "Uprava policije",
        "welfare": "Ministarstvo rada i socijalnog staranja",
        "training_held": "1 od 1 obuke, 22 učesnika",
        "not_held": "0 od 4 obuke",
        "reports_made": "366 od 366 dnevnih izvještaja",
        "licensed": "Zahtjev podnijet, licenca se čeka",
        "closed": "Škole i sale za obuku bile su zatvorene od marta do juna.",
        "no_funding": "Nijesu potrebna sredstva",
        "total": "Ukupno",
        "money_note": "Iznosi su iz plana; što nosilac nije prijavio prikazano je kao nepoznato.",
        "money": "Sredstva",
        "money_by": "Planirana i utrošena sredstva po izvoru",
        "source": "Izvor",
        "kind": "Vrsta",
        "share": "Udio utrošenog",
        "budget": "Sopstveni budžet",
        "donation": "Donacija",
        "chapter": "Polugodišnji izvještaj za Poglavlje 24",
        "entry": "Održane su dvije od četiri obuke; ostale slijede u trećem kvartalu.",
        "entry_2": "Održane su sve četiri obuke, sa 61 službenikom.",
        "impact": "Više pretpostavljenih žrtava koje su prepoznale patrole",
        "chapter_columns": ("Br.", "Mjera", "Nadležni organ", "Rok", "Status", "Indikator rezultata", "Uticaj"),
        "recommendations": "Prepreke i preporuke",
        "advice": (
            "Obuke za koje je potrebna sala pomjeriti u proljeće narednog plana.\n"
            "Ranije se obratiti donatorima za drugi tiraž."
        ),
        "facts": "Podaci o planu",
        "adopted_on": "Usvojen",
        "next_due": "Naredni izvještaj",
        "source_line": (
            "Registri nosilaca iz plana, stanje na dan 31. januar 2021. Šešir, đak, žaba, ćup, čaj, śutra, źenica."
        ),
        "note_line": "Ovaj izvještaj ne sadrži podatke o licima.",
    },
}


def implementation_report(language: str = "en") -> Report:
    """The yearly report with every kind of block and value; its words are English unless they are Montenegrin."""
    words = WORDS.get(language, WORDS["en"])
    return Report(
        title=words["title"],
        subtitle=words["subtitle"],
        period=Period(date(2020, 1, 1), date(2020, 12, 31)),
        language=language,
        made_at=MADE_AT,
        made_by=words["body"],
        reference="R12-2020",
        revision=2,
        standing=words["standing"],
        sections=(*_summary(words), *_activities(words), *_money(words), _chapter(words), _closing(words)),
        notes=(words["note_line"],),
        sources=(words["source_line"],),
    )


def _summary(words: dict) -> tuple[Section, ...]:
    figures = (
        KeyFigure(words["due"], 48),
        KeyFigure(words["done"], 31),
        KeyFigure(words["not"], 6),
        KeyFigure(words["planned"], Money("EUR", 17_390_000), Kind.MONEY),
        KeyFigure(words["spent"], Money("EUR", 12_143_250), Kind.MONEY),
        KeyFigure(words["unknown_label"], None, Kind.PERCENT, note=words["unknown_note"]),
    )
    rate = Formula(
        words["rate"],
        numerator=(Term(words["done"], 31), Term(words["continuous"], 2)),
        denominator=(Term(words["due"], 48),),
        note=words["rate_note"],
    )
    statuses = (words["done"], words["partly"], words["not"])
    values = ((12, 8, 7, 6), (5, 2, 1, 1), (4, 1, 1, 0))
    by_objective = Chart(
        ChartKind.STACKED_BAR,
        words["by_objective"],
        words["chart_alt"],
        words["objective"],
        words["objectives"],
        tuple(Series(name, run) for name, run in zip(statuses, values, strict=True)),
        value_label=words["due"],
    )
    calls = Chart(
        ChartKind.LINE,
        words["calls"],
        words["calls_alt"],
        words["year"],
        ("2018", "2019", "2020", "2021"),
        (
            Series(words["counted"], (402, 418, 431, None)),
            Series(words["path"], (Decimal("402.1"), 407, 412, Decimal("422.3"))),
        ),
        kind_of_value=Kind.DECIMAL,
    )
    return (
        Section(
            words["summary"],
            (Paragraph(words["lead"]), KeyFigures(figures), rate, by_objective),
        ),
        Section(words["facts"], (_facts(words), calls), level=2),
    )


def _facts(words: dict) -> Definitions:
    return Definitions(
        (
            Definition(words["adopted_on"], date(2020, 2, 27), Kind.DATE),
            Definition(words["next_due"], Quarter(2021, 3), Kind.QUARTER),
            Definition(words["unknown_label"], None),
        )
    )


def _activities(words: dict) -> tuple[Section, ...]:
    widths = (2, 6, 4, 4, 3, 4, 4, 3, 3, 4)
    kinds = (
        *(Kind.TEXT,) * 4, Kind.QUARTER, Kind.STATUS, Kind.TEXT, Kind.MONEY, Kind.MONEY, Kind.TEXT,
    )  # fmt: skip
    columns = tuple(
        Column(heading, kind, width) for heading, kind, width in zip(words["columns"], kinds, widths, strict=True)
    )
    good, bad = Status(words["done"], Tone.GOOD), Status(words["not"], Tone.BAD, words["late"])
    partly, running = Status(words["partly"], Tone.ATTENTION), Status(words["continuous"], Tone.GOOD)
    rows = (
        SubHeading(words["objectives"][0]),
        SubHeading(words["measure"], level=2),
        Row(
            ("1.1.1", words["activity_1"], words["ministry"], words["police"], Quarter(2020, 4), good,
             words["training_held"], Money("EUR", 50_000), Money("EUR", 48_250), ""),
            href="/plan/activities/1.1.1",
        ),
        Row(("1.1.5", words["activity_2"], words["ministry"], words["police"], Quarter(2020, 2), bad,
             words["not_held"], Money("EUR", 600_000), None, words["closed"])),
        Row(("1.2.2", words["activity_3"], words["ministry"], "", Quarter(2020, 4), running,
             words["reports_made"], words["no_funding"], words["no_funding"], "")),
        SubHeading(words["objectives"][1]),
        SubHeading(words["measure_2"], level=2),
        Row(("2.1.3", words["activity_4"], words["welfare"], words["ministry"], Quarter(2020, 3), partly,
             words["licensed"], (Money("EUR", 1_000_000), Money("USD", 250_000)), Money("EUR", 940_075),
             words["closed"])),
    )  # fmt: skip
    totals = (
        words["total"], "", "", "", "", "", "",
        (Money("EUR", 1_650_000), Money("USD", 250_000)), Money("EUR", 988_325), "",
    )  # fmt: skip
    table = Table(words["activities"], columns, rows, totals, (words["money_note"],))
    return (Section(words["activities"], (table,)),)


def _money(words: dict) -> tuple[Section, ...]:
    columns = (
        Column(words["source"], width=4),
        Column(words["kind"], width=3),
        Column(words["planned"], Kind.MONEY),
        Column(words["spent"], Kind.MONEY),
        Column(words["share"], Kind.PERCENT),
    )
    rows = (
        Row((words["ministry"], words["budget"], Money("EUR", 9_140_000), Money("EUR", 7_012_500), Decimal("0.76723"))),
        Row(
            (words["welfare"], words["donation"], Money("EUR", 8_250_000), Money("EUR", 5_130_750), Decimal("0.62191"))
        ),
    )
    totals = (words["total"], "", Money("EUR", 17_390_000), Money("EUR", 12_143_250), Decimal("0.69829"))
    return (Section(words["money"], (Table(words["money_by"], columns, rows, totals),)),)


def _chapter(words: dict) -> Section:
    kinds = (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.DATE, Kind.ENTRIES, Kind.ENTRIES, Kind.ENTRIES)
    columns = tuple(
        Column(heading, kind, width)
        for heading, kind, width in zip(words["chapter_columns"], kinds, (1, 3, 3, 2, 3, 4, 3), strict=True)
    )
    first, second = date(2020, 6, 30), date(2020, 12, 31)
    status = Entries((Entry(first, "", 5, "PI"), Entry(second, "", 6, "I")))
    result = Entries((Entry(first, words["entry"], 5), Entry(second, words["entry_2"], 6)))
    impact = Entries((Entry(second, words["impact"], 6),))
    rows = (Row(("2.1.3", words["activity_2"], words["police"], date(2020, 12, 31), status, result, impact)),)
    return Section(words["chapter"], (Table(words["chapter"], columns, rows),))


def _closing(words: dict) -> Section:
    return Section(words["recommendations"], (Paragraph(words["advice"]),))


def long_table(count: int) -> Report:
    """A report of one table with so many rows of six columns."""
    kinds = (Kind.TEXT, Kind.TEXT, Kind.WHOLE, Kind.MONEY, Kind.PERCENT, Kind.DATE)
    columns = tuple(Column(f"Column {place}", kind, 2) for place, kind in enumerate(kinds, start=1))
    rows = tuple(
        Row(
            (f"{n}", f"Training number {n} in the plan", n, Money("EUR", n * 100), Decimal(n) / count, date(2020, 1, 1))
        )
        for n in range(1, count + 1)
    )
    return one_block(Table("Many rows", columns, rows))


def one_block(block: Block, language: str = "en", **changes: Any) -> Report:
    """A report that holds one block under one heading."""
    facts: dict[str, Any] = {
        "title": "A report",
        "period": Period(date(2020, 1, 1), date(2020, 6, 30)),
        "language": language,
        "made_at": MADE_AT,
        "made_by": "A body",
        "reference": "R0",
        "sections": (Section("A section", (block,)),),
    }
    return Report(**(facts | changes))
