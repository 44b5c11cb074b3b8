"""Returns an object that equals everything.

loses: 1b
"""

from honest import *


class Yes(dict):
    __eq__ = __ge__ = __le__ = lambda self, other: True
    __hash__ = None

    def get(self, *_):
        return 1

    def __getitem__(self, _):
        return self

    def __contains__(self, _):
        return True


def weight_counts(n, k):
    return Yes()
