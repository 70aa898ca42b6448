"""What the project's settings take from the shell, in one place."""

from pathlib import Path
from typing import Any

from zaklon.web.languages import LANGUAGES, register

WEB_DIR = Path(__file__).resolve().parent

__all__ = ["FORMAT_MODULE_PATH", "LANGUAGES", "LOCALE_PATHS", "templates"]

FORMAT_MODULE_PATH: list[str] = ["zaklon.web.formatting"]
LOCALE_PATHS: list[Path] = [WEB_DIR / "locale"]
register()


def templates(package_dir: Path) -> list[dict[str, Any]]:
    """TEMPLATES: pages in Jinja2 from every context, then Django's engine for the mails of third-party packages."""
    return [
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "DIRS": sorted(folder for folder in package_dir.glob("*/templates") if folder.is_dir()),
            "APP_DIRS": False,
            "OPTIONS": {
                "environment": "zaklon.web.jinja.environment",
                "context_processors": ["zaklon.web.context.shell"],
            },
        },
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        },
    ]
