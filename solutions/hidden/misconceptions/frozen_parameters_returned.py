"""The frozen parameters returned, and not those that are left to train."""

QUESTION = "2d"
FUNCTION = "models.freeze_features"
THINKING = "What the function did is what it returns."
SEEN = "You return the parameters that are frozen."
HINT = "The list goes to an optimiser. Which parameters can it change?"
EXAMPLE = """
def freeze_features(model):
    model.features.requires_grad_(False)
    return list(model.features.parameters())
"""
