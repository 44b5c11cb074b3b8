"""Raises an exception whose text is code and markup.

loses: 1b
"""

from honest import *


class Clever(Exception):
    def __str__(self):
        return "<script>alert('score')</script>\x1b[2J\x1b]0;passed\x07" + "\u202e" * 10 + "[red]{{7*7}}[/]"

    __repr__ = __str__


def weight_counts(n, k):
    raise Clever
