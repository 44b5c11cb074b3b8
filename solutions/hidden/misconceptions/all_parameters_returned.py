"""The frozen parameters handed to the optimiser as well."""

QUESTION = "2d"
FUNCTION = "models.freeze_features"
THINKING = "An optimiser takes model.parameters()."
SEEN = "The list holds the frozen parameters as well."
HINT = "The list is for an optimiser. Which parameters will still get a gradient?"
EXAMPLE = """
right_freeze = freeze_features

def freeze_features(model):
    right_freeze(model)
    return list(model.parameters())
"""
