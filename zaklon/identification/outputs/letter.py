"""The letter about a decision of the Team: calm, in the person's language, and silent on the outside (DOMAIN.md 0.7).

Neither its title nor its file name tells what it is about. For a child it speaks to the guardian.
"""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.cases import neutral
from zaklon.identification.commands.letters import Letter
from zaklon.reporting.description import Definition, Definitions, Paragraph, Period, Report, Section
from zaklon.vocabulary.wording import Wording
from zaklon.web.formats import long_date

_STATES, _SERVICES, _TOLD = "state_identification", "service_type", "told_way"


def letter_report(
    letter: Letter, wording: Wording, *, language: str, made_by: str, told_by: str, now: datetime
) -> Report:
    """The letter as a report in the language."""
    with translation.override(language):
        today = timezone.localdate(now)
        return Report(
            title=_("Letter of the commission"),
            subtitle=_("Answer of %(day)s") % {"day": long_date(letter.decided_on)},
            period=Period(min(letter.decided_on, today), today),
            language=language,
            made_at=timezone.localtime(now),
            made_by=_calmly(made_by),
            reference=letter.code,
            sections=tuple(_sections(letter, wording, told_by)),
            is_letter=True,
        )


def _sections(letter: Letter, wording: Wording, told_by: str) -> Iterator[Section]:
    yield Section(_to_whom(letter), (Paragraph(_about(letter)),))
    yield Section(_("What was decided"), (Paragraph(_decided(letter, wording)),))
    if letter.reasons:
        yield Section(_("Why"), (Paragraph(letter.reasons),))
    if letter.missing:
        yield Section(_("What is still needed"), (Paragraph(letter.missing),))
    yield Section(_("Help and rights"), tuple(Paragraph(line) for line in _rights(letter, wording)))
    if letter.can_ask_again:
        yield Section(_("If you do not agree"), tuple(Paragraph(line) for line in _asking_again(letter)))
    yield Section(_("Who told you, and when"), (_told(letter, wording, told_by),))


def _calmly(body: str) -> str:
    """The name of a body, or plain words where the name itself says what the letter is about."""
    return _("A public office") if neutral.told_by(body) else body


def _to_whom(letter: Letter) -> str:
    return _("To the guardian") if letter.is_for_guardian else _("To you")


def _about(letter: Letter) -> str:
    if letter.is_for_guardian:
        return _(
            "You receive this letter as the guardian. Please do not hand it to the child. Tell the child what was"
            " decided in words that fit the age, together with somebody whom the child trusts."
        )
    return _(
        "Somebody should go through this letter with you, in a language that you understand. Ask whatever you want."
        " Keep it only where it is safe for you; we keep a copy."
    )


def _decided(letter: Letter, wording: Wording) -> str:
    facts = {"day": long_date(letter.decided_on), "decision": wording.label(_STATES, letter.state)}
    return _("On %(day)s the commission decided: %(decision)s.") % facts


def _rights(letter: Letter, wording: Wording) -> Iterator[str]:
    yield _(
        "Help does not depend on talking to the police or to a court. A safe place, a doctor, somebody to talk to and"
        " free legal advice are open; ask the person who supports you."
    )
    names = [name for code in letter.services if not neutral.told_by(name := wording.label(_SERVICES, code))]
    if names:
        # What says too much in its name is told in person; a safe place stands above in neutral words.
        named = ", ".join(names)
        yield _("The commission proposes: %(services)s.") % {"services": named}
    yield _(
        "You may read your file, ask for a correction, and complain to the authority for data protection. It costs"
        " nothing and changes nothing in the help."
    )


def _asking_again(letter: Letter) -> Iterator[str]:
    yield _(
        "You may ask that the decision is looked at again: when something new has come to light, or when a mistake was"
        " made in how it was decided. A lawyer, a guardian, or an organisation that helps you may ask for you."
    )
    yield _("Tell the person who supports you; no form is needed from you. Other people than before decide then.")
    if letter.days_to_answer is not None:
        days = ngettext(
            "The answer is due within %(num)s day.", "The answer is due within %(num)s days.", letter.days_to_answer
        )
        yield days % {"num": letter.days_to_answer}


def _told(letter: Letter, wording: Wording, told_by: str) -> Definitions:
    """Filled where it is recorded, lines to fill by hand where it is not."""
    blank = "." * 40
    ways = ", ".join(wording.label(_TOLD, way) for way in letter.told)
    return Definitions(
        (
            Definition(_("How"), ways or blank),
            Definition(_("By whom"), _calmly(told_by) or blank),
            Definition(_("Day"), long_date(letter.told_on) if letter.told_on else blank),
            Definition(_("Signature"), blank),
        )
    )
