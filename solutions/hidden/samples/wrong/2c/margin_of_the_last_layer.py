"""Wrong: the margin of the second convolution alone.

file: notebook
"""

margin = 1
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, torch.rand(2, 1, 28, 28), margin=margin)
