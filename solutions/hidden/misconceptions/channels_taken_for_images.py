"""A first linear layer for one channel, so that channels become images of the batch."""

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "An image has height times width numbers."
SEEN = "The first linear layer takes the pixels of one channel: the channels of an image are treated as images."
HINT = "How many numbers has an image of input_shape (3, 4, 5)? And how many rows has your output for four of them?"
EXAMPLE = """
class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__((1, *input_shape[1:]), hidden_size, num_classes)
        self.pixels = input_shape[1] * input_shape[2]

    def forward(self, x):
        return super().forward(x.reshape(-1, 1, 1, self.pixels))
"""
