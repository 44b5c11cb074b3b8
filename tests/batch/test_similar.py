"""Code that is alike: what the tool is given, and what is made of what it says. The tool itself runs where it is."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from rich.console import Console

from autograder.batch.roster import Source
from autograder.batch.similar import Pair, find_similar, read_pairs
from autograder.errors import BatchError
from autograder.settings import Settings

# Stands in for the tool: it finds alike what is equal once the lines of distributed code are taken out.
_STAND_IN = """\
#!{python}
import json, sys
from pathlib import Path

places = {{"subs": [], "-a": [], "-d": [], "-o": [], "-n": []}}
kind = "subs"
for word in sys.argv[1:]:
    if word in places:
        kind = word
    else:
        places[kind].append(word)
given = set("".join(path.read_text() for path in Path(places["-d"][0]).rglob("*.py")).splitlines())

def left(name):
    return [line for path in sorted(Path(name).glob("*.py")) for line in path.read_text().splitlines()
            if line not in given]

links = []
everything = [(name, False) for name in places["subs"]] + [(name, True) for name in places["-a"]]
for place, (one, _) in enumerate(everything):
    for other, old in everything[place + 1:]:
        if one in places["subs"] and left(one) and left(one) == left(other):
            links.append({{"index": len(links), "source": other, "target": one, "value": 10}})
pages = Path(places["-o"][0])
pages.mkdir()
(pages / "index.html").write_text("<script>var GRAPH = " + json.dumps({{"links": links}}) + ";</script>")
for link in links:
    (pages / f"match_{{link['index'] + 1}}.html").write_text("side by side")
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    tool = folder / "compare50"
    tool.write_text(_STAND_IN.format(python=sys.executable))
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return tool


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def hand_in(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "toeplitz.py").write_text(source)
    return folder


MINE = "def toeplitz_matrix(kernel, n):\n    return kernel[:, None] * n\n"
OTHER = "def toeplitz_matrix(kernel, n):\n    return torch.stack([kernel] * n)\n"


def test_pairs_are_named_by_submission_and_earlier_terms_and_given_code_do_not_count_as_one(
    stand_in: Path, out: Path, tmp_path: Path, settings: Settings
) -> None:
    now = hand_in(tmp_path / "now", ada=MINE, grace=MINE, karl=OTHER, stub="import torch\n")
    (now / "empty").mkdir()
    before = hand_in(tmp_path / "before", old=OTHER, copy=OTHER)
    given = hand_in(tmp_path / "given", code="import torch\n")
    with Source(now) as source:
        pairs = find_similar(source, out, settings, Console(file=io.StringIO()), archives=[before], given=[given])
    assert (
        pairs
        == read_pairs(out)
        == [
            Pair("grace", "ada", 10, "match_1.html", False),
            Pair("karl", "earlier1: copy", 10, "match_2.html", True),
            Pair("karl", "earlier1: old", 10, "match_3.html", True),
        ]
    )
    assert (out / "similar" / "match_3.html").read_text() == "side by side"
    assert list(out.glob(".similar-*")) == []


def test_a_tool_that_fails_leaves_the_pages_that_are_there(
    stand_in: Path, out: Path, tmp_path: Path, settings: Settings
) -> None:
    now = hand_in(tmp_path / "now", ada=MINE, grace=MINE)
    (out / ".similar-of-a-killed-one").mkdir()
    with Source(now) as source:
        first = find_similar(source, out, settings, Console(file=io.StringIO()))
        stand_in.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('no room')\n")
        with pytest.raises(BatchError, match="compare50 failed: no room"):
            find_similar(source, out, settings, Console(file=io.StringIO()))
    assert read_pairs(out) == first and len(first) == 1
    assert [path.name for path in out.iterdir()] == ["similar"]


def test_one_submission_is_none_to_compare(stand_in: Path, out: Path, tmp_path: Path, settings: Settings) -> None:
    with (
        Source(hand_in(tmp_path / "now", ada=MINE)) as source,
        pytest.raises(BatchError, match="not two submissions with code"),
    ):
        find_similar(source, out, settings, Console(file=io.StringIO()))


def test_the_tool_itself_finds_a_copy_with_other_names(out: Path, tmp_path: Path, settings: Settings) -> None:
    if shutil.which("compare50") is None:
        pytest.skip("no compare50 on PATH; pipx install compare50")
    source_text = (settings.folder / "locally_connected.py").read_text(encoding="utf-8")
    now = hand_in(tmp_path / "now", ada=source_text, grace=source_text.replace("kernel_size", "ks"), karl=MINE)
    with Source(now) as source:
        pairs = find_similar(source, out, settings, Console(file=io.StringIO()))
    assert [(pair.one, pair.other) for pair in pairs] in ([("ada", "grace")], [("grace", "ada")])
    assert (out / "similar" / pairs[0].page).is_file()
