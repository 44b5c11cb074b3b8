"""Wrong: The features are computed under no_grad, so training never changes them.

appended: models.py
idea: convolutions-never-learn
"""

import torch


class CNN(nn.Module):
    def __init__(self, input_shape: tuple[int, int, int], channels: tuple[int, int], num_classes: int) -> None:
        super().__init__()
        in_channels, height, width = input_shape
        c1, c2 = channels
        self.features = nn.Sequential(
            nn.Conv2d(in_channels, c1, 5, padding="same"),
            nn.ReLU(),
            nn.Conv2d(c1, c2, 3, padding="same"),
            nn.ReLU(),
        )
        self.classifier = nn.Linear(c2 * height * width, num_classes)

    def forward(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            maps = self.features(x)
        return self.classifier(maps.flatten(1))
