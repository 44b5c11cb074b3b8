"""Which submissions are done, in one small database: asking five thousand times takes no time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

INDEX = "done.sqlite"


class Done(NamedTuple):
    """What is known of one question of a submission.

    Attributes:
        key: of submission, grader and settings: what the results that stand there were made from.
        failures: how often in a row its tests could not run with this key; 0 where all of them ran.
    """

    key: str
    failures: int = 0


class Index:
    """Submission id -> question id -> what is done of it.

    Open in one process at a time: two batches never write to the same folder.

    Raises:
        BlockingIOError: another process has it open.
        OSError: the database cannot be read or written; the message says what to do.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / INDEX
        with self._told():
            self._database = sqlite3.connect(self._path, timeout=0)
            try:
                self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._database.execute("BEGIN EXCLUSIVE")
                self._database.execute("CREATE TABLE IF NOT EXISTS done (id TEXT PRIMARY KEY, key TEXT NOT NULL)")
                self._database.commit()
            except BaseException:
                self._database.close()
                raise

    def done(self) -> dict[str, dict[str, Done]]:
        with self._told():
            rows = self._database.execute("SELECT id, key FROM done").fetchall()
        return {id: _read(text) for id, text in rows}

    def add(self, id: str, questions: Mapping[str, Done]) -> None:
        with self._told():
            self._database.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (id, json.dumps(questions)))
            self._database.commit()

    def forget(self, ids: Collection[str], questions: Collection[str]) -> None:
        """From now on these questions of these submissions are not done; all or nothing."""
        done = self.done()
        kept = {id: {q: one for q, one in done[id].items() if q not in questions} for id in ids if id in done}
        with self._told():
            rows = [(id, json.dumps(left)) for id, left in kept.items()]
            self._database.executemany("INSERT OR REPLACE INTO done VALUES (?, ?)", rows)
            self._database.commit()

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise BlockingIOError(
                    f"another batch is at work in {self._path.parent}; wait for it, or stop it"
                ) from error
            raise OSError(f"{self._path}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise OSError(f"{self._path} is damaged ({error}); without it all is graded anew") from error


def _read(text: str) -> dict[str, Done]:
    try:
        return {question: Done(*one) for question, one in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError):  # an earlier version's: to be graded anew
        return {}
