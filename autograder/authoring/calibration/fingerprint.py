"""Tells whether code has changed in what it does: comments, docstrings, layout and unused definitions do not count."""

from __future__ import annotations

import ast
import hashlib
from typing import Any


def fingerprint(source: str, *roots: str) -> str:
    """SHA-256 of a module's code, or of the top-level names `roots` and what they use of the same module.

    Imports do not count: which names stand in them changes with what does not matter here. The same on all versions
    of Python, though their syntax trees differ a little.

    Raises:
        ValueError: a root is not defined in `source`.
    """
    body = ast.parse(source).body
    defined = [(_names(statement), statement) for statement in body]
    wanted: set[str] = set()
    todo = list(roots)
    while todo:
        name = todo.pop()
        if name not in wanted:
            wanted.add(name)
            uses = (ast.walk(statement) for names, statement in defined if name in names)
            todo += [node.id for nodes in uses for node in nodes if isinstance(node, ast.Name)]
    missing = set(roots) - set().union(*(names for names, _ in defined))
    if missing:
        raise ValueError(f"roots must be defined at the top level, got {', '.join(sorted(missing))}")
    kept = [
        statement
        for names, statement in defined
        if not isinstance(statement, (ast.Import, ast.ImportFrom)) and (not roots or names & wanted)
    ]
    return hashlib.sha256(repr(_plain(kept)).encode()).hexdigest()


def _names(statement: ast.stmt) -> set[str]:
    """What a top-level statement defines."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _plain(node: Any) -> Any:
    """A syntax tree as tuples, without places, empty fields, and strings that stand alone."""
    if isinstance(node, list):
        return [_plain(item) for item in node if not _stands_alone(item)]
    if isinstance(node, ast.AST):
        fields = [(name, _plain(value)) for name, value in ast.iter_fields(node) if value is not None and value != []]
        return type(node).__name__, fields
    return node


def _stands_alone(node: Any) -> bool:
    """Whether it is a string as a statement: a docstring, or a prompt of the master."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
