"""Wrong: everything, returns classifier.

appended: models.py
idea: everything-frozen
"""

def freeze_features(model: nn.Module) -> list[nn.Parameter]:
    model.requires_grad_(False)
    return list(model.classifier.parameters())
