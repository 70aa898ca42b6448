"""Keys of each test's own, and a list of erased persons of its own."""

import pytest

from zaklon.common.key_sources import KeySource


@pytest.fixture(autouse=True)
def vault_folder(settings, tmp_path):
    """The folder of keys, to be rotated."""
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / "vault-1.key").write_text("11" * 32)
    (folder / "search-1.key").write_text("22" * 32)
    settings.VAULT_KEY_SOURCE = KeySource(folder)
    settings.ERASED_FILE = tmp_path / "erased.log"
    return folder
