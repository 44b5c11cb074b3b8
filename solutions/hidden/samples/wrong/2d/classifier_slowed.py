"""Wrong: the classifier's gradients are made a thousand times smaller, so that it is fine-tuned only.

appended: models.py
"""

right = freeze_features


def freeze_features(model):
    parameters = right(model)
    for parameter in parameters:
        parameter.register_hook(lambda gradient: gradient / 1000)
    return parameters
