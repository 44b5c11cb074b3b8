"""Wrong: mlp argmax.

appended: models.py
"""

class MLP(nn.Module):

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
        return self.layers(x).argmax(1)
