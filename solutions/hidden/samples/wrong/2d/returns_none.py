"""Wrong: returns None.

appended: models.py
"""

def freeze_features(model: nn.Module) -> list[nn.Parameter]:
    model.features.requires_grad_(False)
    pass
