"""The features still train."""

QUESTION = "2d"
FUNCTION = "models.freeze_features"
THINKING = "eval(), or handing the optimiser only some parameters, freezes the others."
SEEN = "The parameters of model.features still require gradients."
HINT = "eval() changes dropout and batch norm only. Which attribute of a parameter says whether it gets a gradient?"
EXAMPLE = """
def freeze_features(model):
    model.features.eval()
    return list(model.classifier.parameters())
"""
