"""Static files under names that change with their content, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IN_STYLES = r"""(?P<matched>url\(['"]?(?P<url>[^)'"]+)['"]?\))"""
_IN_SCRIPTS = r"""(?P<matched>import (?P<names>\{[^}]*\}) from "(?P<url>\./[^"]+)";)"""


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Whitenoise's storage, which also renames what our JavaScript module imports.

    Scripts of other packages are left as they are: they name source maps and modules that they do not bring along.
    """

    patterns = (
        ("*.css", (_IN_STYLES,)),
        ("signal/*.js", ((_IN_SCRIPTS, 'import %(names)s from "%(url)s";'),)),
        ("web/*.js", ((_IN_SCRIPTS, 'import %(names)s from "%(url)s";'),)),
    )
