"""Wrong: cnn flatten in features.

appended: models.py
idea: flattened-in-features
"""

class CNN(nn.Module):

    def __init__(self, input_shape: tuple[int, int, int], channels: tuple[int, int], num_classes: int) -> None:
        super().__init__()
        in_channels, height, width = input_shape
        c1, c2 = channels
        self.features = nn.Sequential(
            nn.Conv2d(in_channels, c1, kernel_size=5, padding="same"),
            nn.ReLU(),
            nn.Conv2d(c1, c2, kernel_size=3, padding="same"),
            nn.ReLU(),
            nn.Flatten(),
        )
        self.classifier = nn.Linear(c2 * height * width, num_classes)

    def forward(self, x: Tensor) -> Tensor:
        """Map images (N, C, H, W) to logits (N, num_classes)."""
        return self.classifier(self.features(x).flatten(1))
