"""The sentences for what is wrong with a pack: what it is, and what to do. One pair for each fault code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.vocabulary.pack.faults import PackFault

Text = str | Promise

_FOLDER: Mapping[str, tuple[Text, Text]] = {
    "folder_missing": (_("There is no such folder."), _("Give the folder that holds the pack's files.")),
    "folder_unreadable": (
        _("The folder cannot be read: %(reason)s."),
        _("Give the folder and its files the right to be read."),
    ),
    "file_missing": (
        _("The file is missing from the pack (%(title)s)."),
        _("Add it; packs/schema says what stands in it."),
    ),
    "file_unknown": (
        _("This is not a file that a pack holds."),
        _("Remove or rename it. A pack holds these files: %(known)s."),
    ),
    "file_unreadable": (_("The file cannot be read: %(reason)s."), _("Give the file the right to be read.")),
    "file_too_large": (_("The file is larger than %(most)s KB."), _("A pack is small: remove what does not belong.")),
    "not_utf8": (
        _("The text is not in UTF-8: byte %(byte)s on this line cannot be read."),
        _("Save the file again as 'CSV UTF-8' or, in an editor, with the encoding UTF-8."),
    ),
}
_TABLE: Mapping[str, tuple[Text, Text]] = {
    "not_csv": (
        _("The table cannot be read: %(reason)s."),
        _("Look for a quotation mark that is not closed, or save the table again as CSV."),
    ),
    "no_header": (_("The file is empty."), _("Put the names of the columns on the first line.")),
    "column_repeated": (_("Two columns have this name."), _("Keep one of them.")),
    "column_unnamed": (_("Column %(number)s has no name."), _("Name it or remove it.")),
    "column_unknown": (
        _("A pack has no column of this name."),
        _("Correct the name or remove the column. Known are: %(known)s."),
    ),
    "column_missing": (_("This column is missing."), _("Add it to the first line and fill it in every row.")),
    "too_many_columns": (
        _("The first line names more than %(most)s columns."),
        _("Remove what does not belong in a pack."),
    ),
    "too_many_rows": (_("The table has more than %(most)s rows."), _("Remove what does not belong in a pack.")),
    "row_width": (
        _("The row has %(cells)s cells, but there are %(columns)s columns."),
        _("Look for a separator too many or too few; put text that holds one in quotation marks."),
    ),
    "hidden_character": (
        _("The text holds a character that cannot be seen: %(character)s (%(name)s)."),
        _("Type the text again, on one line, with plain spaces."),
    ),
    "stray_spaces": (
        _("“%(value)s” has spaces at an end, or two in a row."),
        _("Remove the spaces that are too many."),
    ),
    "formula": (
        _("“%(value)s” starts like a formula of a spreadsheet."),
        _("Write the value itself, and begin it with a letter or a digit."),
    ),
    "split_letters": (
        _("“%(value)s” holds letters made of a letter and a separate accent."),
        _("Type these letters again on the keyboard."),
    ),
}
_VALUE: Mapping[str, tuple[Text, Text]] = {
    "value_missing": (_("This value is missing."), _("Write %(expected)s.")),
    "value_wrong": (_("“%(value)s” cannot stand here."), _("Write %(expected)s.")),
    "foreign_letter": (
        _("“%(value)s” holds the letter %(letter)s, which only looks like one of A to Z or is foreign to a code."),
        _("Type the code again with a Latin keyboard. Write %(expected)s."),
    ),
    "repeated": (
        _("“%(value)s” stands already on line %(line)s."),
        _("Give one of the two rows another code, or remove it."),
    ),
    "unknown_reference": (
        _("“%(value)s” is not a code of %(target)s."),
        _("Correct the code, or add it to %(target)s."),
    ),
    "no_such_day": (_("There is no such day: %(value)s."), _("Write a day of the calendar.")),
    "ends_before_start": (
        _("The end %(end)s lies before the start %(start)s."),
        _("Correct one of the two dates."),
    ),
    "loop": (
        _("“%(value)s” is, over some steps, part of itself."),
        _("Correct this code, or that of one above it."),
    ),
    "list_empty": (_("The list “%(value)s” has no values."), _("Add its values to terms.csv, or remove the list.")),
    "list_reserved": (
        _("The name “%(value)s” is taken: it stands for a table of the pack."),
        _("Give the list another code."),
    ),
    "population_sum": (
        _("The rows of census %(census)s add up to %(counted)s, not to the total of %(stated)s."),
        _("Correct a figure in population.csv, or the total."),
    ),
    "population_incomplete": (
        _("Census %(census)s has no figure for %(count)s municipalities: %(missing)s."),
        _("Add the rows that are missing."),
    ),
    "core_missing": (
        _("The program itself needs “%(value)s”, and the pack does not have it."),
        _("Add it with its wording; packs/schema/core.json lists all that is needed."),
    ),
}
_INSTRUMENTS: Mapping[str, tuple[Text, Text]] = {
    "instrument_empty": (
        _("The instrument “%(value)s” has no indicators."),
        _("Add its indicators to indicators.csv, or remove the instrument."),
    ),
    "instrument_on_twice": (
        _("Another version of “%(value)s” is on as well, on line %(line)s."),
        _("Switch one of the two versions off, and say why."),
    ),
    "dimension_unfit": (
        _("The rule “%(rule)s” does not know the dimension “%(value)s”."),
        _("Write one of these: %(known)s."),
    ),
    "strength_missing": (
        _("The rule “%(rule)s” weighs each indicator, and this one has no strength."),
        _("Write strong, medium or weak."),
    ),
    "strength_unfit": (
        _("The rule “%(rule)s” does not weigh indicators."),
        _("Leave the strength empty, or choose another rule."),
    ),
}
_WORDING: Mapping[str, tuple[Text, Text]] = {
    "label_missing": (
        _("The wording in the language “%(language)s” is missing."),
        _("Write it, and name the language under our_translation if the wording is yours."),
    ),
    "name_missing": (_("The row has no name in any language of the pack."), _("Write at least one name.")),
    "language_unknown": (
        _("The pack does not declare the language “%(value)s”."),
        _("Declare it under languages in pack.yaml, or remove it here."),
    ),
    "language_repeated": (_("The language “%(value)s” is declared twice."), _("Keep one of them.")),
    "script_unknown": (
        _("The script “%(value)s” is not among the scripts of this language."),
        _("Add it to the scripts, or name one of them."),
    ),
    "unknown_currency": (
        _("There is no currency “%(value)s”."),
        _("Write its code of three capital letters (ISO 4217), such as CHF."),
    ),
    "unknown_timezone": (
        _("There is no time zone “%(value)s”."),
        _("Write a name of the time-zone database, such as Europe/Berlin."),
    ),
    "wrong_script": (
        _("The word “%(word)s” holds letters of another script that look alike."),
        _("Type the word again with the right keyboard."),
    ),
    "translation_of_nothing": (
        _("our_translation names the language “%(language)s”, but the row has no wording in it."),
        _("Write the wording, or remove the language from our_translation."),
    ),
    "name_shared": (
        _("The name “%(value)s” belongs to the body %(other)s as well."),
        _("Keep it with one of the two bodies."),
    ),
}
_YAML: Mapping[str, tuple[Text, Text]] = {
    "yaml_broken": (
        _("The text cannot be read as YAML: %(reason)s."),
        _("Look at this line and the one before it: indents, colons, quotation marks."),
    ),
    "yaml_no_mapping": (_("The file must hold names with values."), _("Begin it with a line such as 'schema: 1'.")),
    "yaml_reference": (_("References (& and *) are not used in packs."), _("Write the value out.")),
    "yaml_tag": (_("Types of one's own (!) are not used in packs."), _("Write the plain value.")),
    "yaml_too_deep": (_("Values are nested more than %(most)s levels deep."), _("Write them flatter.")),
    "yaml_key": (_("A name must be plain text."), _("Write a plain name before the colon.")),
    "yaml_repeated": (_("This name stands twice."), _("Keep one of them.")),
    "key_unknown": (
        _("A pack has no value of this name."),
        _("Correct the name or remove it. Known are: %(known)s."),
    ),
}
_FORMS: Mapping[str, tuple[Text, Text]] = {
    "forms_missing": (
        _("There are fields of forms, but no forms."),
        _("Add forms.csv, or remove form_fields.csv."),
    ),
    "form_carries_no_question": (
        _("“%(value)s” is no question of the form whose answer could be offered again."),
        _("Name questions of this version of the form, and no days."),
    ),
    "form_empty": (_("The form “%(value)s” asks nothing."), _("Add its questions to form_fields.csv, or remove it.")),
    "form_no_heading": (
        _("The form does not begin with a heading."),
        _("Put a row of the kind heading before its first question."),
    ),
    "condition_unreadable": (
        _("“%(value)s” is no condition."),
        _("Write field=value, field!=value or field, joined by ' and '."),
    ),
    "condition_unknown": (
        _("The form has no question “%(value)s”."),
        _("Name a question that stands before this one."),
    ),
    "condition_late": (
        _("The question “%(value)s” does not stand before this one, so the two could wait for each other."),
        _("Put it before this one, or name another."),
    ),
    "condition_value": (
        _("The answer to that question can never be told by “%(value)s”."),
        _("Compare a choice or a yes_no with one of its values; of any other question, name only the field."),
    ),
}
_REGISTERS: Mapping[str, tuple[Text, Text]] = {
    "form_without_register": (
        _("The form “%(value)s” is a register's, and there is no such register."),
        _("Add the register to registers.csv, or give the form another part."),
    ),
    "register_without_form": (
        _("The register “%(value)s” has no form of the part register."),
        _("Add the form with the same code to forms.csv, or remove the register."),
    ),
    "register_without_day": (
        _("The register “%(value)s” does not say which question is the day of an entry."),
        _("Name a question of the kind day."),
    ),
    "register_too_deep": (
        _("The register “%(value)s” stands under another one itself."),
        _("Name the register on top: entries belong to entries over one level only."),
    ),
    "register_column_alone": (
        _("“%(value)s” stands here, and the column %(missing)s is empty."),
        _("Fill in %(missing)s too, or leave this one empty."),
    ),
    "own_is_coded": (
        _("“%(value)s” never leaves its body, and can be counted: that does not go together."),
        _("Say in form_fields.csv that it is not coded, or take it out of own."),
    ),
    "question_unknown": (_("The form has no question “%(value)s”."), _("Name a question of the register's form.")),
    "question_of_wrong_kind": (
        _("The question “%(value)s” is not of a kind that can stand here."),
        _("Days for day and until, numbers and amounts for sums, choices for rows and columns."),
    ),
    "question_not_coded": (
        _("The question “%(value)s” is not coded, or not there, so it cannot be counted."),
        _("Name a question of the register's form that is coded."),
    ),
}
SENTENCES: Mapping[str, tuple[Text, Text]] = {
    **_FOLDER,
    **_TABLE,
    **_VALUE,
    **_INSTRUMENTS,
    **_WORDING,
    **_FORMS,
    **_REGISTERS,
    **_YAML,
}

# Why a pack without faults is not loaded: what it is, and what to do.
REFUSALS: Mapping[str, tuple[Text, Text]] = {
    "pack_of_another_country": (
        _("The database holds the country %(loaded)s; the pack is of %(offered)s."),
        _("Use a database of its own for each country."),
    ),
    "pack_older": (
        _("Version %(loaded)s is loaded; the pack has the older version %(offered)s."),
        _("Load a newer pack; to go back, give the old values a new version."),
    ),
    "instrument_version_not_raised": (
        _("The instrument “%(instrument)s” differs from what is loaded as its version %(version)s."),
        _("Give the changed instrument a version of its own; answers stay with the version they were given to."),
    ),
    "pack_version_not_raised": (
        _("The pack differs from what is loaded, but has the same version %(loaded)s."),
        _("Raise the version in pack.yaml."),
    ),
    "form_version_changed": (
        _("Version %(version)s of the form %(form)s is loaded and asks otherwise: %(fields)s."),
        _("Leave that version as it was, and add a version with a higher number; answers stay with their version."),
    ),
}


def problem(fault: PackFault) -> str:
    """What is wrong, as a sentence in the language of the reader."""
    return str(SENTENCES[fault.code][0]) % fault.facts


def remedy(fault: PackFault) -> str:
    """What to do about it, as a sentence in the language of the reader."""
    return str(SENTENCES[fault.code][1]) % fault.facts
