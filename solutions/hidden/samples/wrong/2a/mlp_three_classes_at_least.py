"""Wrong: never fewer than three logits.

appended: models.py
"""

class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, max(num_classes, 3))
