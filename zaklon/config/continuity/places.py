"""Where backups lie, under which key, and how their files are called."""

import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zaklon.common.key_sources import KeySource, KeySourceError
from zaklon.common.sealing import KeyMissingError, Keyring
from zaklon.config import environment as env
from zaklon.config.faults import CannotStart

FAMILY = "backup"
_FORM = "%Y%m%dT%H%M%SZ"
_DUMP = re.compile(r"zaklon-(\d{8}T\d{6}Z)\.sealed")
_BASE = re.compile(r"zaklon-base-(\d{8}T\d{6}Z)\.sealed")
# However old they are, so many of the newest stay.
_ALWAYS_KEPT = 3
LEDGER = "erased.log"


@dataclass(frozen=True)
class Backup:
    """One file of backup and when it was taken."""

    path: Path
    taken_at: datetime


@dataclass(frozen=True)
class Places:
    """The folder of backups, and where its key comes from."""

    folder: Path
    keys_folder: Path
    key_command: str = ""

    @classmethod
    def configured(cls, data_dir: Path) -> "Places":
        """As the settings say; by default inside the data folder, which is for trying out only."""
        return cls(
            env.folder("ZAKLON_BACKUP_DIR", data_dir / "backups"),
            env.folder("ZAKLON_BACKUP_KEYS_DIR", data_dir / "backup-keys"),
            env.text("ZAKLON_BACKUP_KEY_COMMAND"),
        )

    def keyring(self) -> Keyring:
        """The keys of backups. Raises CannotStart, saying what to mend."""
        try:
            return KeySource(self.keys_folder, command=self.key_command).ring(FAMILY)
        except (KeySourceError, KeyMissingError, ValueError) as error:
            raise CannotStart(
                f"The key of backups cannot be used: {error}. Its folder is {self.keys_folder} "
                "(ZAKLON_BACKUP_KEYS_DIR); `zaklon backup --make-key` makes a first one."
            ) from None

    def dumps(self) -> list[Backup]:
        """Logical backups, newest first."""
        return self._found(_DUMP)

    def bases(self) -> list[Backup]:
        """Base backups, newest first."""
        return self._found(_BASE)

    def new_dump(self, moment: datetime) -> Path:
        """Where a backup of this moment goes."""
        return self.folder / f"zaklon-{moment.astimezone(UTC):{_FORM}}.sealed"

    def new_base(self, moment: datetime) -> Path:
        """The same for a base backup."""
        return self.folder / f"zaklon-base-{moment.astimezone(UTC):{_FORM}}.sealed"

    def prune(self, days: int, now: datetime) -> int:
        """Delete logical backups that are older than so many days, but never the newest three; gives how many."""
        old = [each for each in self.dumps()[_ALWAYS_KEPT:] if now - each.taken_at > timedelta(days=days)]
        for each in old:
            each.path.unlink(missing_ok=True)
        return len(old)

    def make_folder(self) -> None:
        """Make the folder. Raises CannotStart."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise CannotStart(
                f"The folder of backups {self.folder} cannot be made ({error.strerror}). Set ZAKLON_BACKUP_DIR."
            ) from error

    def keep_ledger(self, ledger: Path) -> None:
        """Lay a copy of the list of erased persons beside the backups, whole or not at all."""
        if ledger.exists():
            draft = self.folder / f".{LEDGER}.part"
            shutil.copyfile(ledger, draft)
            draft.chmod(0o600)
            draft.replace(self.folder / LEDGER)

    def _found(self, form: re.Pattern[str]) -> list[Backup]:
        names = os.listdir(self.folder) if self.folder.is_dir() else []
        found = [(self.folder / name, each[1]) for name in names if (each := form.fullmatch(name))]
        dated = [Backup(path, datetime.strptime(text, _FORM).replace(tzinfo=UTC)) for path, text in found]
        return sorted(dated, key=lambda each: each.taken_at, reverse=True)
