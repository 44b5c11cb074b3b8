"""Wrong: returns frozen.

appended: models.py
idea: frozen-parameters-returned
"""

def freeze_features(model: nn.Module) -> list[nn.Parameter]:
    model.features.requires_grad_(False)
    return [parameter for parameter in model.parameters() if not parameter.requires_grad]
