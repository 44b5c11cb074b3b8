"""Public checks of models.py: `pytest tests/files/test_models.py`."""

import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).parents[2]))
from models import CNN, MLP, freeze_features


@pytest.mark.parametrize("shape", [(1, 28, 28), (3, 8, 6)])
def test_models_return_one_row_of_logits_for_each_image(shape):
    """2a. Both models return one row of logits for each image"""
    x = torch.randn(4, *shape)
    for model in (MLP(shape, 16, 10), CNN(shape, (4, 5), 10)):
        seen, name = tuple(model(x).shape), type(model).__name__
        assert seen == (4, 10), f"{name}: four images of shape {shape} and ten classes give (4, 10), and not {seen}"


def test_mlp_has_three_weight_matrices():
    """2a. The MLP has three weight matrices"""
    matrices = [parameter for parameter in MLP((1, 4, 4), 8, 3).parameters() if parameter.ndim == 2]
    seen, wanted = [tuple(matrix.shape) for matrix in matrices], [(8, 16), (8, 8), (3, 8)]
    assert seen == wanted, f"for 16 pixels, 8 hidden units and 3 classes they are {wanted}, and yours {seen}"


def test_logits_are_no_probabilities():
    """2a. Logits are raw scores: the loss has its own softmax"""
    x = torch.randn(4, 1, 8, 6)
    for model in (MLP((1, 8, 6), 16, 10), CNN((1, 8, 6), (4, 5), 10)):
        sums = model(x).sum(1)
        name = type(model).__name__
        assert not torch.allclose(sums, torch.ones(4), atol=1e-3), f"each row of {name}'s output sums to one"


def test_both_hidden_layers_of_the_mlp_have_a_relu():
    """2a. Both hidden layers of the MLP have a ReLU"""
    for signs, which in [((1, -1, 1), "second"), ((-1, -1, 1), "first")]:
        model = MLP((1, 2, 2), 3, 2)
        with torch.no_grad():
            matrices = iter(signs)
            for parameter in model.parameters():
                parameter.fill_(next(matrices) if parameter.ndim == 2 else 0)
            # One layer's numbers are negative whatever the image, so its ReLU leaves nothing to tell images apart by.
            outputs = model(torch.tensor([0.2, 0.7, 1.5]).view(3, 1, 1, 1).expand(3, 1, 2, 2))
        assert torch.allclose(outputs, outputs[:1]), f"negative numbers get past the {which} hidden layer"


def test_features_keep_height_and_width():
    """2a. The features keep height and width"""
    seen = tuple(CNN((3, 8, 6), (4, 5), 10).features(torch.randn(2, 3, 8, 6)).shape)
    assert seen == (2, 5, 8, 6), f"of 8 x 6 images, channels (4, 5), the features are (2, 5, 8, 6), and yours {seen}"


def test_features_end_with_relu():
    """2a. The features end with a ReLU"""
    least = CNN((1, 8, 8), (4, 5), 10).features(torch.randn(2, 1, 8, 8)).min()
    assert least >= 0, f"behind a ReLU no number is negative, and one of the features is {least:.3g}"


def test_freezing_leaves_the_classifier_trainable():
    """2d. Freezing leaves the classifier trainable, and nothing else"""
    model = CNN((1, 8, 8), (4, 5), 10)
    trainable = freeze_features(model)
    assert isinstance(trainable, list), f"it returns a list, and yours is a {type(trainable).__name__}"
    trained = any(parameter.requires_grad for parameter in model.features.parameters())
    assert not trained, "a parameter of the features still requires a gradient"
    wanted = {id(parameter) for parameter in model.classifier.parameters()}
    assert {id(parameter) for parameter in trainable} == wanted, (
        "what freeze_features returns should be the classifier's parameters, all of them and no others"
    )
