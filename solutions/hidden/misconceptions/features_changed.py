"""The features given other weights when they are frozen."""

QUESTION = "2d"
FUNCTION = "models.freeze_features"
THINKING = "Random features have to be made random first."
SEEN = "freeze_features gives the features new weights."
HINT = "As they were born, says the docstring. Print a weight before and after the call."
EXAMPLE = """
def freeze_features(model):
    for parameter in model.features.parameters():
        nn.init.normal_(parameter, std=0.1)
    model.features.requires_grad_(False)
    return [parameter for parameter in model.parameters() if parameter.requires_grad]
"""
