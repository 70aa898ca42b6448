"""A small installation of its own in a folder: `zaklon` as a person types it, each command in its own process."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


class Installation:
    """Runs commands with the data, keys and backups of one folder."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZAKLON_", "DJANGO_"))}
        places = {
            "ZAKLON_DATA_DIR": str(folder / "var"),
            "ZAKLON_KEYS_DIR": str(folder / "keys"),
            "ZAKLON_BACKUP_DIR": str(folder / "backups"),
            "ZAKLON_BACKUP_KEYS_DIR": str(folder / "apart"),
        }
        self.environment = {**kept, **places, "PYTHONPATH": str(ROOT), **settings}

    def run(self, *words: object, **more: str) -> tuple[int, str]:
        """Exit code, and everything that was printed."""
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-m", "zaklon", *map(str, words)],
            cwd=ROOT,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        return done.returncode, done.stdout + done.stderr

    def script(self, text: str) -> str:
        """What a piece of code prints that runs inside, with the database."""
        frame = "from zaklon.config.cli import ground\nwith ground.database():\n"
        body = "".join(f"    {line}\n" for line in text.strip().splitlines())
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-c", frame + body],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        return done.stdout.strip()

    def newest(self, pattern: str = "zaklon-2*.sealed") -> Path:
        """The newest backup."""
        return sorted((self.folder / "backups").glob(pattern))[-1]
