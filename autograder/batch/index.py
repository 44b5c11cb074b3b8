"""Which submissions are done, in one small database: asking five thousand times takes no time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INDEX = "done.sqlite"


class Index:
    """Submission id -> the key (of submission, grader and settings) of the results that stand in its folder.

    Open in one process at a time: two batches never write to the same folder.

    Raises:
        OSError: the database cannot be read or written; the message says what to do.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / INDEX
        with self._told():
            self._database = sqlite3.connect(self._path, timeout=0)
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("BEGIN EXCLUSIVE")
            self._database.execute("CREATE TABLE IF NOT EXISTS done (id TEXT PRIMARY KEY, key TEXT NOT NULL)")
            self._database.commit()

    def keys(self) -> dict[str, str]:
        with self._told():
            return dict(self._database.execute("SELECT id, key FROM done"))

    def add(self, id: str, key: str) -> None:
        with self._told():
            self._database.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (id, key))
            self._database.commit()

    def clear(self) -> None:
        with self._told():
            self._database.execute("DELETE FROM done")
            self._database.commit()

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise OSError(f"another batch is at work in {self._path.parent}; wait for it, or stop it") from error
            raise OSError(f"{self._path}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise OSError(f"{self._path} is damaged ({error}); without it all is graded anew") from error
