"""Wrong: eval only.

appended: models.py
idea: features-not-frozen
"""

def freeze_features(model: nn.Module) -> list[nn.Parameter]:
    model.features.eval()
    return list(model.classifier.parameters())
