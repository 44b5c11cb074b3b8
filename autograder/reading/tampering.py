"""Words in a submission that honest work has no use for: a reason for staff to look, never for a score."""

from __future__ import annotations

import re

from autograder.reading.submission import Submission

# What the word reaches for -> the words.
_WORDS = {
    what: re.compile(words)
    for what, words in {
        "the grader's results": r"results\.json|run_autograder",
        "the grader's files": r"\bautograder\b|\bhidden/|(?:import|from)\s+hidden\b|/proc\b",
        "other frames or objects": r"_getframe|f_locals|f_back|gc\.get_objects|gc\.get_referrers",
        "the machine below Python": r"\bctypes\b|\bcffi\b|ptrace",
        "leaving the process": r"os\._exit|os\.abort|os\.kill",
        "other processes": r"os\.fork|setsid|multiprocessing",
        "the network": r"\bsocket\b|urllib|\brequests\b",
        "pickle": r"__reduce__|__reduce_ex__|\bpickle\b",
    }.items()
}
_MAX_FOUND = 20


def suspicious_words(submission: Submission) -> set[str]:
    """What staff should look at, in words: for each file and aim, the first line that shows it."""
    sources = {
        name: content.decode(errors="replace") for name, content in submission.files.items() if name.endswith(".py")
    }
    for number, cell in enumerate(submission.notebook.cells if submission.notebook else [], start=1):
        if cell.cell_type == "code":
            sources[f"notebook, cell {number}"] = cell.source
    found: list[str] = []
    for name, source in sources.items():
        for what, words in _WORDS.items():
            if match := words.search(source):
                line = source.count("\n", 0, match.start()) + 1
                found.append(f"{name:.80}, line {line}: reaches for {what} ({match[0]})")
    if len(found) > _MAX_FOUND:
        found[_MAX_FOUND:] = [f"{len(found) - _MAX_FOUND} more places reach for such things"]
    return set(found)
