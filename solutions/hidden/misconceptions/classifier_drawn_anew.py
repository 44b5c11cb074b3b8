"""A new classifier put on the frozen features."""

QUESTION = "2d"
FUNCTION = "models.freeze_features"
THINKING = "Transfer learning: freeze the body, and put a new head on."
SEEN = "freeze_features itself changes the classifier's numbers, before any training."
HINT = "Freezing says what training may change. What may freeze_features itself do with the numbers of the network?"
EXAMPLE = """
right_freeze = freeze_features

def freeze_features(model):
    right_freeze(model)
    model.classifier = nn.Linear(model.classifier.in_features, model.classifier.out_features)
    return list(model.classifier.parameters())
"""
