"""Wrong: a linear layer of the right size that has nothing of the given one.

appended: locally_connected.py
"""

def as_linear(layer):
    height, width = output_size(layer.input_size, layer.kernel_size)
    inputs = layer.in_channels * layer.input_size[0] * layer.input_size[1]
    return nn.Linear(inputs, layer.out_channels * height * width)
