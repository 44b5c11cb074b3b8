"""requires_grad is turned over instead of switched off.

appended: models.py
"""


def freeze_features(model):
    for parameter in model.features.parameters():
        parameter.requires_grad_(not parameter.requires_grad)
    return list(model.classifier.parameters())
