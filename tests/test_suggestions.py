"""Every command says how it is used, and knows what a typo means."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from autograder.cli import main


@pytest.mark.parametrize("name", sorted(main.commands))
def test_the_help_of_every_command_has_an_example_of_it(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0
    examples = shown.output.partition("Example")[2]
    assert f"  autograder {name}" in examples


def test_the_examples_name_only_options_that_there_are() -> None:
    for name, command in main.commands.items():
        known = {option for param in command.params if isinstance(param, click.Option) for option in param.opts}
        used = {word for word in (command.epilog or "").split() if word.startswith("--")}
        assert used <= known, name


def test_a_mistyped_command_and_path_name_the_nearest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").mkdir()
    shown = CliRunner().invoke(main, ["bacth", "x"])
    assert shown.exit_code == 2 and "batch" in shown.output.splitlines()[-1]
    shown = CliRunner().invoke(main, ["report", "resluts"])
    assert shown.exit_code == 2 and "Is results meant?" in shown.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_every_shell(shell: str) -> None:
    shown = CliRunner().invoke(main, ["completion", shell])
    assert shown.exit_code == 0 and "_AUTOGRADER_COMPLETE" in shown.output
