"""Windows that move over a list of numbers."""


def window_count(n: int, width: int) -> int:
    """How many windows of `width` neighbours a list of n numbers has.

    Raises:
        ValueError: unless 1 <= width <= n.
    """
    # BEGIN SOLUTION NO PROMPT
    if not 1 <= width <= n:
        raise ValueError(f"width must lie between 1 and {n}, got {width}")
    return n - width + 1
    # END SOLUTION
    """ # BEGIN PROMPT
    # TODO(1): for n = 5 and width = 3, write the windows down and count them.
    raise NotImplementedError("1: window_count")
    """  # END PROMPT


def moving_average(values: list[float], width: int) -> list[float]:
    """The mean of each window of `width` neighbours, from the first window to the last.

    Raises:
        ValueError: unless 1 <= width <= len(values).
    """
    # BEGIN SOLUTION NO PROMPT
    return [sum(values[i : i + width]) / width for i in range(window_count(len(values), width))]
    # END SOLUTION
    """ # BEGIN PROMPT
    # TODO(1): window i starts at values[i].
    raise NotImplementedError("1: moving_average")
    """  # END PROMPT
