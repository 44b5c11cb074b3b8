"""The classifier frozen, the features left to train."""

QUESTION = "2d"
FUNCTION = "models.freeze_features"
THINKING = "The part to train is the one that makes the features."
SEEN = "The classifier is frozen, and the features train: that is the other half."
HINT = "The question is what random features are worth. Which part has to stay as it was born for that?"
EXAMPLE = """
def freeze_features(model):
    model.classifier.requires_grad_(False)
    return [parameter for parameter in model.parameters() if parameter.requires_grad]
"""
