"""Wrong: squeeze() also drops the batch axis of a single image, so the MLP fails for N = 1.

appended: models.py
"""

import torch.nn.functional as F


class MLP(nn.Module):

    def __init__(self, input_shape: tuple[int, int, int], hidden_size: int, num_classes: int) -> None:
        super().__init__()
        c, h, w = input_shape
        self.fc1 = nn.Linear(c * h * w, hidden_size)
        self.fc2 = nn.Linear(hidden_size, hidden_size)
        self.fc3 = nn.Linear(hidden_size, num_classes)

    def forward(self, x: Tensor) -> Tensor:
        x = x.squeeze().flatten(1)  # gray images: get rid of the channel
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)
