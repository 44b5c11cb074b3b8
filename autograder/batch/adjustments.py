"""adjustments.toml: what people change in the scores of a batch, each with a reason that the student reads.

It stands beside the results, is kept when they are graded again, and is applied on top of what the tests found.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from autograder.batch.roster import ADJUSTMENTS, Entry
from autograder.batch.who import find_one
from autograder.errors import InputFileError, NobodyError
from autograder.settings import Settings
from autograder.slips import nearest, say

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Reason = Annotated[str, Field(min_length=3, max_length=2000)]
Whole = Annotated[int, Field(ge=0)]
Amount = Annotated[float, Field(ge=0)] | Annotated[str, Field(pattern=r"^\d{1,3}(\.\d+)?\s*%$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Adjust(_Strict):
    """One change of a score.

    Attributes:
        who: a submission, e-mail or student id; None stands for everybody.
        test: the name of a hidden test.
        question: a question's id. With neither, the total is meant.
        points: to have from now on.
        add: points to add, or to take where it is negative.
        full: all points of the test or question.
        excuse: the question does not count, and the others count for it.
        reason: for the student.
    """

    who: str | None = None
    test: str | None = None
    question: str | None = None
    points: Annotated[float, Field(ge=0)] | None = None
    add: float | None = None
    full: bool = False
    excuse: bool = False
    reason: Reason

    @model_validator(mode="after")
    def _one_change(self) -> Adjust:
        given = [self.points is not None, self.add is not None, self.full, self.excuse]
        if sum(given) != 1:
            raise ValueError("say one of points, add, full = true and excuse = true")
        if self.test and self.question:
            raise ValueError("say a test or a question, not both")
        if self.excuse and not self.question:
            raise ValueError("excuse = true needs a question; full = true gives a test to everybody")
        if self.full and not (self.test or self.question):
            raise ValueError("full = true needs a test or a question; for the total say points")
        return self


class Late(_Strict):
    """What being late costs.

    Attributes:
        due: with its offset from UTC.
        grace_minutes: after it that cost nothing.
        per_day: points for each day begun, or a share of what was earned ("10%").
        cap: the most that is taken, in points or as a share; None where there is no bound.
        free_days: late days that cost nothing.
    """

    due: AwareDatetime
    per_day: Amount
    grace_minutes: Annotated[float, Field(ge=0)] = 0.0
    cap: Amount | None = None
    free_days: Whole = 0


class Extend(_Strict):
    """A later due date for one submission, by `days` or to `due`; the reason is for the student."""

    who: str
    reason: Reason
    days: Annotated[float, Field(gt=0)] | None = None
    due: AwareDatetime | None = None

    @model_validator(mode="after")
    def _one_date(self) -> Extend:
        if (self.days is None) == (self.due is None):
            raise ValueError("say one of days and due")
        return self


class _File(_Strict):
    adjust: tuple[Adjust, ...] = ()
    late: Late | None = None
    extend: tuple[Extend, ...] = ()


@dataclass(frozen=True)
class Adjustments:
    """Those of one batch, checked: submissions by their ids, None for everybody."""

    adjust: tuple[tuple[str | None, Adjust], ...] = ()
    late: Late | None = None
    extend: tuple[tuple[str, Extend], ...] = ()

    def of(self, entry: Entry) -> list[Adjust]:
        return [one for id, one in self.adjust if id in (None, entry.id)]

    def extension(self, entry: Entry) -> Extend | None:
        """The last one that was granted."""
        return next((one for id, one in reversed(self.extend) if id == entry.id), None)


def read_adjustments(folder: Path, entries: list[Entry], settings: Settings) -> Adjustments:
    """What stands in the adjustments.toml of a batch's folder; nothing where there is none.

    Raises:
        InputFileError: with a line for each slip: its line, the rule, the value, and the nearest known name.
    """
    path = folder / ADJUSTMENTS
    if not path.exists():
        return Adjustments()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise InputFileError(f"{path} cannot be read: {error}") from error
    try:
        table = tomllib.loads(text)
    except ValueError as error:  # it names line and column
        raise InputFileError(f"{path}: {error}") from error
    where = _Places(path, text)
    try:
        file = _File.model_validate(_with_tuples(table))
    except ValidationError as error:
        raise InputFileError("\n".join(_told(slip, where) for slip in error.errors())) from None
    slips: list[str] = []
    resolved: dict[tuple[str, int], str | None] = {}
    for kind, number, one in [*_numbered("adjust", file.adjust), *_numbered("extend", file.extend)]:
        try:
            resolved[kind, number] = None if one.who is None else find_one(one.who, entries).id
        except NobodyError as error:
            slips.append(f"{where.of(kind, number, 'who')}: {error}")
    for kind, number, one in _numbered("adjust", file.adjust):
        slips += [f"{where.of(kind, number, key)}: {slip}" for key, slip in _against(one, settings)]
    if file.extend and file.late is None:
        slips.append(f"{where.of('extend', 0, 'who')}: an extension needs a [late] with the due date for all")
    if slips:
        raise InputFileError("\n".join(slips))
    return Adjustments(
        tuple((resolved["adjust", number], one) for number, one in enumerate(file.adjust)),
        file.late,
        tuple((resolved["extend", number] or "", one) for number, one in enumerate(file.extend)),
    )


def _numbered(kind: str, those: tuple[Any, ...]) -> Iterator[tuple[str, int, Any]]:
    return ((kind, number, one) for number, one in enumerate(those))


def _against(one: Adjust, settings: Settings) -> Iterator[tuple[str, str]]:
    """What in one adjustment does not fit the homework: key, slip."""
    for key, name, known in [("test", one.test, settings.question_of), ("question", one.question, settings.questions)]:
        if name is not None and name not in known:
            near = nearest(name, known, cutoff=0.4)
            yield key, f"there is no {key} {name!r}" + (f"; {near} is meant?" if near else "")
            return
    most = None
    if one.test:
        most = settings.question_of[one.test].tests[one.test]
    elif one.question:
        most = settings.questions[one.question].points
    if most is not None and one.points is not None and one.points > most:
        yield "points", f"{one.points:g} points are more than it has, {most:g}; add points to the total instead"
    if most is not None and one.add is not None and abs(one.add) > most:
        yield "add", f"{one.add:+g} points are more than it has, {most:g}"


def _with_tuples(table: dict[str, Any]) -> dict[str, Any]:
    """TOML's arrays as tuples, which strict models want."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _told(slip: Any, where: _Places) -> str:
    kind, *rest = slip["loc"]
    number = rest[0] if rest and isinstance(rest[0], int) else 0
    keys = [key for key in rest if isinstance(key, str)]
    key = keys[0] if keys else ""
    place = where.of(str(kind), number, key)
    if slip["type"] == "timezone_aware":
        return f"{place}: {key} needs its offset from UTC, such as 2026-11-01T23:59:00+01:00"
    unknown_table = slip["type"] == "extra_forbidden" and not key
    models: dict[str, type[BaseModel]] = {"adjust": Adjust, "late": Late, "extend": Extend}
    model = models.get(str(kind), _File) if key else _File
    return f"{place}: {say(slip, str(kind) if unknown_table else key, model.model_fields)}"


class _Places:
    """Where the tables and keys of a TOML file stand, which its reader does not tell."""

    _TABLE = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]?\]")
    _KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines: dict[tuple[str, int, str], int] = {}
        counts: dict[str, int] = {}
        table, number, quoted = "", 0, False
        for line, content in enumerate(text.splitlines(), 1):
            if not quoted and (header := self._TABLE.match(content)):
                table = header[1]
                number = counts.get(table, 0)
                counts[table] = number + 1
                self._lines.setdefault((table, number, ""), line)
            elif not quoted and (key := self._KEY.match(content)):
                self._lines.setdefault((table, number, key[1]) if table else (key[1], 0, ""), line)
            quoted ^= (content.count('"""') + content.count("'''")) % 2 == 1

    def of(self, kind: str, number: int, key: str) -> str:
        line = self._lines.get((kind, number, key)) or self._lines.get((kind, number, ""))
        return f"{self._path.name}, line {line}" if line else self._path.name
