"""Public checks of models.py: `pytest tests/files/test_models.py`."""

import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).parents[2]))
from models import CNN, MLP, freeze_features


@pytest.mark.parametrize("shape", [(1, 28, 28), (3, 8, 6)])
def test_models_return_one_row_of_logits_for_each_image(shape):
    x = torch.randn(4, *shape)
    assert MLP(shape, 16, 10)(x).shape == (4, 10)
    assert CNN(shape, (4, 5), 10)(x).shape == (4, 10)


def test_mlp_has_three_weight_matrices():
    matrices = [parameter for parameter in MLP((1, 4, 4), 8, 3).parameters() if parameter.ndim == 2]
    assert [tuple(matrix.shape) for matrix in matrices] == [(8, 16), (8, 8), (3, 8)]


def test_features_keep_height_and_width():
    assert CNN((3, 8, 6), (4, 5), 10).features(torch.randn(2, 3, 8, 6)).shape == (2, 5, 8, 6)


def test_features_end_with_relu():
    assert (CNN((1, 8, 8), (4, 5), 10).features(torch.randn(2, 1, 8, 8)) >= 0).all()


def test_freezing_leaves_the_classifier_trainable():
    model = CNN((1, 8, 8), (4, 5), 10)
    trainable = freeze_features(model)
    assert not any(parameter.requires_grad for parameter in model.features.parameters())
    assert {id(parameter) for parameter in trainable} == {id(parameter) for parameter in model.classifier.parameters()}
