"""Only weights frozen, and not the biases."""

QUESTION = "2d"
FUNCTION = "models.freeze_features"
THINKING = "The features are the kernels."
SEEN = "The weights of model.features are frozen, and their biases are not."
HINT = "Print name and requires_grad of each parameter of model.features. What is left?"
EXAMPLE = """
def freeze_features(model):
    for name, parameter in model.features.named_parameters():
        if name.endswith("weight"):
            parameter.requires_grad_(False)
    return [parameter for parameter in model.parameters() if parameter.requires_grad]
"""
