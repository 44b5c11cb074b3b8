"""Wrong: returns names.

appended: models.py
"""

def freeze_features(model: nn.Module) -> list[nn.Parameter]:
    model.features.requires_grad_(False)
    return [name for name, parameter in model.named_parameters() if parameter.requires_grad]
