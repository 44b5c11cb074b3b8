"""The classifier is frozen along with the features."""

QUESTION = "2d"
FUNCTION = "models.freeze_features"
THINKING = "Freeze the model, then train."
SEEN = "No parameter requires a gradient any more, the classifier's included."
HINT = "requires_grad_ on a module reaches every parameter below it. Which part of the model is to be frozen?"
EXAMPLE = """
def freeze_features(model):
    model.requires_grad_(False)
    return list(model.classifier.parameters())
"""
