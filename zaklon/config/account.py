"""Whom the embedded PostgreSQL runs as: the person who starts Zaklon, or another account where that person is root."""

import os
import pwd
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zaklon.config.faults import CannotStart

_NAME = "pgserver"
_OTHERS_PASS = stat.S_IXOTH
_OTHERS_READ = stat.S_IROTH | stat.S_IXOTH


@dataclass(frozen=True)
class Account:
    """A user and group by number; both None for "whoever starts us"."""

    user: int | None = None
    group: int | None = None

    @property
    def is_other(self) -> bool:
        """True when the programs run as somebody else than we do."""
        return self.user is not None

    def arguments(self) -> dict[str, Any]:
        """What subprocess.run needs to run as this account."""
        return {"user": self.user, "group": self.group, "extra_groups": []} if self.is_other else {}

    def own(self, path: Path) -> None:
        """Give a folder to the account."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)


def account_of(pgdata: Path) -> Account:
    """Ourselves; for root the owner of the data, or the account made for it. PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return Account()
    if pgdata.exists() and (owner := pgdata.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    entry = _made_for_it()
    return Account(entry.pw_uid, entry.pw_gid)


def _made_for_it() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(_NAME)
    except KeyError:
        pass
    try:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _NAME]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        return pwd.getpwnam(_NAME)
    except (OSError, subprocess.SubprocessError, KeyError) as error:
        raise CannotStart(
            f"PostgreSQL does not run as root, and the user {_NAME} could not be made for it. "
            f"Start Zaklon as a normal user, or make that user: useradd --system {_NAME}"
        ) from error


def let_pass(account: Account, folder: Path) -> None:
    """Let the account walk down to a folder: others may pass (not list) each folder above it. Says what it opened."""
    if not account.is_other:
        return
    for above in (folder, *folder.parents):
        mode = stat.S_IMODE(above.stat().st_mode)
        if above.stat().st_uid == account.user or mode & _OTHERS_PASS:
            continue
        above.chmod(mode | _OTHERS_PASS)
        sys.stderr.write(
            f"  note: as root, the database runs as another user; others may now pass through {above} (not list it).\n"
        )


def let_read(folder: Path) -> None:
    """Let everybody read and run the programs in a folder, as after an installation with a tight umask."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            wanted = _OTHERS_READ if path.is_dir() or os.access(path, os.X_OK) else stat.S_IROTH
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & wanted != wanted:
                path.chmod(mode | wanted)
