"""Wrong: a random linear layer, and the given layer changed to agree with it.

appended: locally_connected.py
"""

def as_linear(layer):
    height, width = output_size(layer.input_size, layer.kernel_size)
    inputs = layer.in_channels * layer.input_size[0] * layer.input_size[1]
    linear = nn.Linear(inputs, layer.out_channels * height * width)
    layer.forward = lambda x: linear(x.flatten(1)).view(len(x), layer.out_channels, height, width)
    return linear
