"""The template environment of every page: strict about undefined names, escaping by default."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.html import json_script
from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from zaklon.web.fields import error_list, field_params
from zaklon.web.foreign import in_language
from zaklon.web.formats import FILTERS
from zaklon.web.identity import slug
from zaklon.web.languages import current
from zaklon.web.signon import browser_name, sign_on_providers

# The GOV.UK macros test for parameters that were not given, which strict templates may not do: they get an
# environment of their own, and ours stay strict.
_govuk = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def govuk(component: str, params: Mapping[str, object]) -> Markup:
    """The HTML of a GOV.UK component, such as "error-summary", from the parameters of its documentation."""
    template = _govuk.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    words = component.split("-")
    macro = getattr(template.module, "govuk" + "".join(word.capitalize() for word in words))
    html: Markup = macro(params)
    return html.strip()


def url(name: str, *args: object, **kwargs: object) -> str:
    """Address of a named route."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def plain_static(path: str) -> str:
    """Address of a static file under its own name: for the page of a failure, which may be one of static files."""
    return f"{settings.STATIC_URL}{path}"


def _unfolded(filter_function: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, kept from being computed once at compile time: its result depends on the language of the request."""

    @pass_context
    def in_context(_context: Context, *args: object, **kwargs: object) -> Any:
        return filter_function(*args, **kwargs)

    return in_context


def environment(**options: Any) -> Environment:
    """Build the environment; called by Django's Jinja2 backend with its options."""
    options |= {
        "undefined": StrictUndefined,
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n"],
    }
    made = Environment(**options)  # noqa: S701  autoescape is in the options above
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {
        "url": url,
        "static": static,
        "plain_static": plain_static,
        "govuk": govuk,
        "field_params": field_params,
        "error_list": error_list,
        "slug": slug,
        "json_script": json_script,
        "sign_on_providers": sign_on_providers,
        "browser_name": browser_name,
        "language_tag": lambda: current().tag,
    }
    filters: dict[str, Callable[..., Any]] = {**FILTERS, "in_language": in_language}
    made.filters |= {name: _unfolded(function) for name, function in filters.items()}
    return made
