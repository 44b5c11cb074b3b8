"""Wrong: freezing starts by drawing new features.

appended: models.py
idea: features-changed
"""

right = freeze_features


def freeze_features(model):
    for layer in model.features:
        if hasattr(layer, "reset_parameters"):
            layer.reset_parameters()
    return right(model)
