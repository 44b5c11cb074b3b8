"""Commands and paths for click that name the nearest right one where somebody mistypes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from autograder.errors import AutograderError, NobodyError, RosterError
from autograder.slips import nearest


class Commands(click.Group):
    """A group that shows what the engine raises on purpose as its message alone, and knows what a typo means."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (RosterError, NobodyError) as error:
            raise click.UsageError(str(error)) from error
        except AutograderError as error:
            raise click.ClickException(str(error)) from error

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(context, args)
        except click.UsageError as error:
            near = nearest(args[0], self.list_commands(context))
            if near is None or near in error.message:
                raise
            raise click.UsageError(f"{error.message} Is {near} meant?", context) from error


class NearPath(click.Path):
    """A path that has to exist; where it does not, the message names the nearest one beside it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(exists=True, path_type=Path, **options)

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Any:
        try:
            return super().convert(value, param, context)
        except click.BadParameter as error:
            path = Path(os.fspath(value))
            try:
                beside = [one.name for one in path.parent.iterdir()] if not path.exists() else []
            except OSError:
                beside = []
            near = nearest(path.name, beside)
            if near is None:
                raise
            raise click.BadParameter(f"{error.message} Is {path.parent / near} meant?", context, param) from error


def example(*commands: str) -> str:
    """The end of a command's help: how it is used."""
    return "\b\n" + "\n".join([f"Example{'s' if len(commands) > 1 else ''}:", *(f"  {one}" for one in commands)])
