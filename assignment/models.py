"""Question 2(a) and 2(d): the two networks to compare, and a CNN whose features are frozen as they were born.

Letters: N images of C channels and H x W pixels. All networks return logits: no softmax, the loss has its own.
"""

from torch import Tensor, nn


class MLP(nn.Module):
    """A multi-layer perceptron on flattened images: three linear layers with ReLU between them.

    Args:
        input_shape: (C, H, W) of one image.
        hidden_size: units in each of the two hidden layers.
        num_classes: number of logits.
    """

    def __init__(self, input_shape: tuple[int, int, int], hidden_size: int, num_classes: int) -> None:
        super().__init__()
        # TODO(2a): make the layers; their sizes follow from input_shape (about 8 lines).
        raise NotImplementedError("2a: implement MLP.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Map images (N, C, H, W) to logits (N, num_classes)."""
        # TODO(2a): flatten each image and apply the layers (1 or 2 lines).
        raise NotImplementedError("2a: implement MLP.forward")


class CNN(nn.Module):
    """A small convolutional network.

    Args:
        input_shape: (C, H, W) of one image.
        channels: (c1, c2), the channels after the first and the second convolution.
        num_classes: number of logits.

    Attributes:
        features: 5x5 convolution, ReLU, 3x3 convolution, ReLU, both with "same" padding: (N, C, H, W) to (N, c2, H, W).
        classifier: one linear layer on the flattened feature map; an nn.Flatten in front of it may belong to it.
    """

    def __init__(self, input_shape: tuple[int, int, int], channels: tuple[int, int], num_classes: int) -> None:
        super().__init__()
        # TODO(2a): make self.features and self.classifier (about 9 lines).
        raise NotImplementedError("2a: implement CNN.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Map images (N, C, H, W) to logits (N, num_classes)."""
        # TODO(2a): classify the flattened feature map (1 line).
        raise NotImplementedError("2a: implement CNN.forward")


def freeze_features(model: nn.Module) -> list[nn.Parameter]:
    """Freeze `model.features` as it is, so that training changes the classifier alone.

    Args:
        model: a network with `features` and `classifier`, such as `CNN`; changed in place.

    Returns:
        The parameters that are still trainable (the classifier's), to hand to an optimiser.
    """
    # TODO(2d): switch off the gradients of the features, collect what still has them (about 2 lines).
    raise NotImplementedError("2d: implement freeze_features")
