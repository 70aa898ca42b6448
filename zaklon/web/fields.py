"""From a bound form field to the parameters of the GOV.UK component that shows it."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel.numbers import get_currency_symbol
from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from zaklon.web.inputs import DayInput, DecimalInput, MoneyInput
from zaklon.web.languages import current

Params = dict[str, Any]
# A placeholder vanishes when one starts to type, so the label and the hint say it all.
_LEFT_OUT = ("class", "required", "type", "placeholder", "cols")
_PASSED_ON = ("autocomplete", "inputmode", "spellcheck", "autocapitalize", "pattern", "disabled", "rows")


def field_params(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    """Component name and parameters for a field.

    Options: `label` (replaces the field's own, as it is), `label_size` (s, m, l, xl), `is_page_heading`, `hint`
    (replaces the help text), `width` (2, 3, 4, 5, 10, 20 characters, or "one-half" of the column), `prefix`, `suffix`,
    `rows`, `inline` (radios), `small` (radios, checkboxes), `hidden_label`, `attributes` (of the control).
    """
    widget = bound.field.widget
    for kinds, make in _MAKERS:
        if isinstance(widget, kinds):
            return make(bound, options)
    raise TypeError(f"no component shows the widget {type(widget).__name__} of the field {bound.name}")


def error_list(forms_and_errors: Iterable[Any]) -> list[dict[str, str]]:
    """Entries of the error summary, in the order of the fields: text and, for a field, where to go."""
    entries: list[dict[str, str]] = []
    for item in forms_and_errors:
        if isinstance(item, forms.BaseForm):
            entries += [{"text": str(error)} for error in item.non_field_errors()]
            entries += [
                {"text": _named(bound, str(error)), "href": f"#{control_id(bound)}"}
                for bound in item
                for error in error_texts(bound)
            ]
        else:
            entries.append({"text": str(item)})
    return entries


def error_texts(bound: BoundField) -> list[str]:
    """What is wrong with a field. An empty one says what to do there, unless the form has a sentence of its own."""
    own = bound.field.error_messages.get("required")
    if own is not forms.Field.default_error_messages["required"]:
        return [str(error) for error in bound.errors]
    wrong = zip(bound.errors.as_data(), bound.errors, strict=True)
    return [_to_do(bound) if error.code == "required" else str(text) for error, text in wrong]


def _to_do(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return _("Tick the box.")
    if isinstance(widget, forms.FileInput):
        return _("Choose a file.")
    is_chosen = isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple)
    return _("Choose an answer.") if is_chosen else _("Fill this in.")


def _named(bound: BoundField, error: str) -> str:
    # At the top of the page the error alone does not say which field it means.
    return _("%(label)s: %(error)s") % {"label": bound.label, "error": error}


def control_id(bound: BoundField) -> str:
    """Id of the control that an error leads to: the field's own, or the first of its parts."""
    own = bound.auto_id or bound.html_name
    return f"{own}-day" if isinstance(bound.field.widget, DayInput) else own


def label_text(bound: BoundField, options: Mapping[str, Any]) -> str:
    """The label, marked where an answer is not needed."""
    if options.get("label"):
        return str(options["label"])
    if bound.field.required or isinstance(bound.field.widget, forms.CheckboxInput):
        return str(bound.label)
    return _("%(label)s (optional)") % {"label": bound.label}


def _common(bound: BoundField, options: Mapping[str, Any]) -> Params:
    params: Params = {"id": bound.auto_id or bound.html_name, "name": bound.html_name}
    hint = options.get("hint", bound.help_text)
    if hint:
        # A lazy text does not say whether it is markup; turned into itself, it does, and all else is escaped.
        params["hint"] = {"text": str(hint)}
    if bound.errors:
        params["errorMessage"] = {
            "text": " ".join(error_texts(bound)),
            "visuallyHiddenText": _("Error"),
        }
    params["attributes"] = dict(options.get("attributes") or {})
    return params


def _heading(bound: BoundField, options: Mapping[str, Any], kind: str) -> Params:
    classes = [f"govuk-{kind}--{options['label_size']}"] if options.get("label_size") else []
    classes += ["govuk-visually-hidden"] if options.get("hidden_label") else []
    return {
        "text": label_text(bound, options),
        "classes": " ".join(classes),
        "isPageHeading": bool(options.get("is_page_heading")),
    }


def _labelled(bound: BoundField, options: Mapping[str, Any]) -> Params:
    attrs = bound.field.widget.attrs
    passed = {name: attrs[name] for name in _PASSED_ON if name in attrs}
    if "spellcheck" in passed:
        # The component knows only true and false, not the words of the attribute.
        passed["spellcheck"] = passed["spellcheck"] in {True, "true"}
    others = {name: value for name, value in attrs.items() if name not in passed and name not in _LEFT_OUT}
    params = _common(bound, options) | passed | {"label": _heading(bound, options, "label")}
    params["attributes"] |= {key: "" if value is True else value for key, value in others.items() if value is not False}
    return params


def _grouped(bound: BoundField, options: Mapping[str, Any]) -> Params:
    return _common(bound, options) | {"fieldset": {"legend": _heading(bound, options, "fieldset__legend")}}


def _value(bound: BoundField) -> Any:
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else value


def _input(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    params = _labelled(bound, options) | {
        "value": _value(bound),
        "type": bound.field.widget.attrs.get("type", bound.field.widget.input_type),
    }
    if width := options.get("width"):
        params["classes"] = f"govuk-!-width-{width}" if isinstance(width, str) else f"govuk-input--width-{width}"
    for affix in ("prefix", "suffix"):
        if options.get(affix):
            params[affix] = {"text": options[affix]}
    return "input", params


def _number(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    # GOV.UK advises against type=number: it changes by the mouse wheel and hides what it cannot read.
    component, params = _input(bound, {"width": 10} | dict(options))
    return component, params | {"type": "text", "inputmode": params.get("inputmode", "numeric"), "spellcheck": False}


def _money(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    sign = get_currency_symbol(bound.field.currency, locale=current().locale)  # type: ignore[attr-defined]
    component, params = _number(bound, {"prefix": sign} | dict(options))
    return component, params | {"inputmode": "decimal"}


def _password(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    return "password-input", _labelled(bound, options) | {
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
        "passwordShownAnnouncementText": _("Your password is visible"),
        "passwordHiddenAnnouncementText": _("Your password is hidden"),
    }


def _textarea(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    params = _labelled(bound, options) | {"value": _value(bound), "rows": options.get("rows", 5)}
    return "textarea", params


def _select(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    items = [{"value": item["value"], "text": item["text"], "selected": item["checked"]} for item in _choices(bound)]
    return "select", _labelled(bound, options) | {"items": items}


def _radios(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    items = [item for item in _choices(bound) if item["value"] != ""]
    classes = " ".join(f"govuk-radios--{name}" for name in ("inline", "small") if options.get(name))
    params = _grouped(bound, options) | {"items": items, "classes": classes}
    return "radios", params | {"idPrefix": params["id"]}


def _checkboxes(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    params = _grouped(bound, options) | {"items": _choices(bound)}
    return "checkboxes", params | {
        "idPrefix": params["id"],
        "classes": "govuk-checkboxes--small" if options.get("small") else "",
    }


def _one_checkbox(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    params = _common(bound, options)
    item: Params = {"value": "on", "text": label_text(bound, options), "checked": bool(bound.value())}
    if "hint" in params:
        item["hint"] = params.pop("hint")
    small = "govuk-checkboxes--small" if options.get("small") else ""
    return "checkboxes", params | {"items": [item], "idPrefix": params["id"], "classes": small}


def _day(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    params = _grouped(bound, options)
    wrong = " govuk-input--error" if bound.errors else ""
    values = bound.field.widget.format_value(bound.value())
    labels = (_("Day"), _("Month"), _("Year"))
    parts = zip(DayInput.parts, labels, values, (2, 2, 4), strict=True)
    params["items"] = [
        {
            "id": f"{params['id']}-{part}",
            "name": f"{bound.html_name}-{part}",
            "label": label,
            "value": value,
            "classes": f"govuk-input--width-{width}{wrong}",
        }
        for part, label, value, width in parts
    ]
    return "date-input", params


def _file(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Params]:
    return "file-upload", _labelled(bound, options)


def _choices(bound: BoundField) -> list[Params]:
    widget = bound.field.widget
    made = widget.get_context(bound.html_name, bound.value(), {})["widget"]["optgroups"]
    hints = getattr(bound.field, "choice_hints", {})
    return [
        {
            "value": str(option["value"]),
            "text": f"{group}: {option['label']}" if group else option["label"],
            "checked": option["selected"],
            **({"hint": {"text": hints[option["value"]]}} if option["value"] in hints else {}),
        }
        for group, options, _index in made
        for option in options
    ]


# The order matters: the first class that fits wins, so the special ones come before those they inherit from.
_MAKERS = (
    (DayInput, _day),
    (MoneyInput, _money),
    (DecimalInput, _number),
    (forms.PasswordInput, _password),
    (forms.NumberInput, _number),
    (forms.FileInput, _file),
    (forms.Textarea, _textarea),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _one_checkbox),
    (forms.SelectMultiple, _checkboxes),
    (forms.Select, _select),
    (forms.widgets.Input, _input),
)
