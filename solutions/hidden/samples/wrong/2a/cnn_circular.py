"""Wrong: cnn circular.

file: models.py
"""

from torch import Tensor, nn


class MLP(nn.Module):
    """A multi-layer perceptron on flattened images: three linear layers with ReLU between them.

    Args:
        input_shape: (C, H, W) of one image.
        hidden_size: units in each of the two hidden layers.
        num_classes: number of logits.

    Source: worksheet, question 2(a).
    """

    def __init__(self, input_shape: tuple[int, int, int], hidden_size: int, num_classes: int) -> None:
        super().__init__()
        channels, height, width = input_shape
        self.layers = nn.Sequential(
            nn.Flatten(),
            nn.Linear(channels * height * width, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, num_classes),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map images (N, C, H, W) to logits (N, num_classes)."""
        return self.layers(x)


class CNN(nn.Module):
    """A small convolutional network.

    Args:
        input_shape: (C, H, W) of one image.
        channels: (c1, c2), the channels after the first and the second convolution.
        num_classes: number of logits.

    Attributes:
        features: 5x5 convolution, ReLU, 3x3 convolution, ReLU, both with "same" padding: (N, C, H, W) to (N, c2, H, W).
        classifier: one linear layer on the flattened feature map.

    Source: worksheet, question 2(a).
    """

    def __init__(self, input_shape: tuple[int, int, int], channels: tuple[int, int], num_classes: int) -> None:
        super().__init__()
        in_channels, height, width = input_shape
        c1, c2 = channels
        self.features = nn.Sequential(
            nn.Conv2d(in_channels, c1, kernel_size=5, padding="same", padding_mode="circular"),
            nn.ReLU(),
            nn.Conv2d(c1, c2, kernel_size=3, padding="same", padding_mode="circular"),
            nn.ReLU(),
        )
        self.classifier = nn.Linear(c2 * height * width, num_classes)

    def forward(self, x: Tensor) -> Tensor:
        """Map images (N, C, H, W) to logits (N, num_classes)."""
        return self.classifier(self.features(x).flatten(1))


def freeze_features(model: nn.Module) -> list[nn.Parameter]:
    """Freeze `model.features` as it is, so that training changes the classifier alone.

    Args:
        model: a network with `features` and `classifier`, such as `CNN`; changed in place.

    Returns:
        The parameters that are still trainable (the classifier's), to hand to an optimiser.

    Source: worksheet, question 2(d).
    """
    model.features.requires_grad_(False)
    return [parameter for parameter in model.parameters() if parameter.requires_grad]
