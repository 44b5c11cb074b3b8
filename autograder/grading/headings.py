"""The homework's own headings in its notebook: where a question begins. A student's own headings begin nothing."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autograder.settings import Settings

_NUMBERED = re.compile(r"## (\w{1,20})\.")


class Headings:
    """They look like "## 1a. A title" in a student's copy, and may carry more behind a question's id there.

    Args:
        settings: of the homework; the master notebook, which lies in its folder, has all of them.
    """

    def __init__(self, settings: Settings) -> None:
        path = settings.folder / f"{PurePosixPath(settings.notebook).stem}.py"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        self._lines = {line.removeprefix("# ") for line in lines if line.startswith("# ## ")}
        self._questions = set(settings.questions)

    def at(self, text: str) -> str | None:
        """The id of the homework's heading that a cell begins with ("1a", "3"); None where it begins with none."""
        match = _NUMBERED.match(text)
        if match and (match[1] in self._questions or text.partition("\n")[0].rstrip() in self._lines):
            return match[1]
        return None
