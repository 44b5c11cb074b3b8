"""Wrong: zeroes features.

appended: models.py
idea: features-changed
"""

def freeze_features(model: nn.Module) -> list[nn.Parameter]:
    model.features.requires_grad_(False)
    for p in model.features.parameters():
        p.data.zero_()
    return [parameter for parameter in model.parameters() if parameter.requires_grad]
