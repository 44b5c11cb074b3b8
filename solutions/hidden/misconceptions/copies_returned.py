"""Copies of the parameters, or their data, in place of the parameters."""

QUESTION = "2d"
FUNCTION = "models.freeze_features"
THINKING = "The list holds the numbers that are trained."
SEEN = "The list holds copies, or the data of parameters: an optimiser that gets it trains nothing."
HINT = "An optimiser changes the very objects that it is given. Are those in your list the ones that the model uses?"
EXAMPLE = """
right_freeze = freeze_features

def freeze_features(model):
    return [parameter.data for parameter in right_freeze(model)]
"""
