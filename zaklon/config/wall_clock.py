"""The country's wall clock, which settings need before any table can be asked."""

from pathlib import Path

import yaml
from django.core.exceptions import ImproperlyConfigured


def wall_clock(pack_dir: Path) -> str:
    """Time zone that the country pack names, such as Europe/Rome. Raises ImproperlyConfigured without a pack."""
    try:
        with (pack_dir / "pack.yaml").open(encoding="utf-8") as opened:
            return str(yaml.safe_load(opened)["country"]["timezone"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ImproperlyConfigured(
            f"The country pack {pack_dir} cannot be read. Set ZAKLON_PACK to a pack's folder, "
            "and check it with `zaklon pack check`."
        ) from error
