"""Wrong: generator.

appended: models.py
"""

def freeze_features(model: nn.Module) -> list[nn.Parameter]:
    model.features.requires_grad_(False)
    return (parameter for parameter in model.parameters() if parameter.requires_grad)
