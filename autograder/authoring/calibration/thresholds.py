"""Where a threshold lies between the accuracies of the reference and of weak models, and how often it would be wrong.

Accuracies over seeds are taken to be normally distributed, with their mean and standard deviation, or MIN_SD where that
is smaller.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist, fmean, stdev
from typing import Any

from autograder.errors import CalibrationError

MIN_SD = 0.01  # no spread is taken to be smaller: a few seeds cannot show less, and 1.0 has none at all
MAX_FALSE = 1e-4  # how often a reference may fail by bad luck, and a weak model pass by good
MIN_MARGIN = -NormalDist().inv_cdf(MAX_FALSE)  # the same in standard deviations


def between(name: str, reference: Sequence[float], weak: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """The threshold that is as many standard deviations from the reference as from the strongest weak model.

    Args:
        name: for the message.
        reference: the accuracies that must pass, one for each seed.
        weak: label -> the accuracies that must not.

    Returns:
        What thresholds.json holds of it: threshold, margin, the probabilities of both errors, and the spreads.

    Raises:
        CalibrationError: no threshold is far enough from both.
    """
    good, spreads = spread(reference), {label: spread(values) for label, values in weak.items()}
    strongest = max(spreads, key=lambda label: spreads[label]["mean"] + MIN_MARGIN * fitted_sd(spreads[label]))
    margin = (good["mean"] - spreads[strongest]["mean"]) / (fitted_sd(good) + fitted_sd(spreads[strongest]))
    threshold = math.floor(1000 * (good["mean"] - margin * fitted_sd(good))) / 1000
    if margin < MIN_MARGIN or not max(map(max, weak.values())) < threshold < min(reference):
        raise CalibrationError(
            f"{name}: a threshold must be {MIN_MARGIN:.2f} standard deviations from reference and weak models, and "
            f"between all that was seen; there is none: {good}, {spreads}. Nothing was replaced."
        )
    return {
        "threshold": threshold,
        "margin_sd": round(margin, 1),
        "strongest_weak": strongest,
        "false_failure": _tail((good["mean"] - threshold) / fitted_sd(good)),
        "false_pass": max(_tail((threshold - one["mean"]) / fitted_sd(one)) for one in spreads.values()),
        "reference": good,
        "weak": spreads,
    }


def spread(values: Sequence[float]) -> dict[str, float]:
    """What thresholds.json says of the accuracies over seeds, of which there are at least two."""
    numbers = {"mean": fmean(values), "sd": stdev(values), "min": min(values), "max": max(values)}
    return {name: round(number, 4) for name, number in numbers.items()}


def fitted_sd(spread: Mapping[str, float]) -> float:
    return max(MIN_SD, spread["sd"])


def _tail(deviations: float) -> float:
    """The probability that a normal variable lies beyond so many standard deviations, to two digits."""
    return float(f"{math.erfc(deviations / math.sqrt(2)) / 2:.2g}")  # NormalDist().cdf has no digits so far out
