from otter.test_files import test_case

OK_FORMAT = False

name = "q2c"
points = None

@test_case(points=0, hidden=False)
def test_q2c_public_the_three_lines_are_filled(untrained_cnn, margin, untrained_is_equivariant):
    """A network, a whole number of pixels, a verdict"""
    assert callable(untrained_cnn), 'untrained_cnn should be a CNN, made by its constructor.'
    assert type(margin) is int, 'margin should be a whole number of pixels, a Python int.'
    assert type(untrained_is_equivariant) is bool, 'untrained_is_equivariant should be what is_translation_equivariant returned: True or False.'

@test_case(points=2, hidden=True)
def test_margin_covers_the_receptive_field(margin):
    """The margin keeps the border's padding out of the feature map, and leaves pixels to compare"""
    assert type(margin) is int, 'margin should be a whole number of pixels, a Python int.'
    assert margin >= 3, 'This margin is too small: some of the pixels compared still depend on the padding. How far does one pixel of the feature map see, through both convolutions?'
    assert margin <= 8, 'This margin is larger than it needs to be, by far: how far does one pixel of the feature map see, through both convolutions?'

@test_case(points=2, hidden=True)
def test_untrained_features_verdict(env, untrained_cnn, margin, untrained_is_equivariant):
    """The verdict is the one that your own test gives for the untrained CNN's features"""
    import numpy as np
    assert callable(untrained_cnn), 'untrained_cnn should be a CNN, made by its constructor.'
    assert type(margin) is int, 'margin should be a whole number of pixels, a Python int.'
    assert type(untrained_is_equivariant) is bool, 'untrained_is_equivariant should be True or False.'
    images = np.random.default_rng(2718).normal(size=(3, 1, 28, 28)).astype(np.float32)
    images = env['torch'].as_tensor(images)
    shape = tuple(untrained_cnn.features(images).shape)
    assert len(shape) == 4 and shape[0] == 3, 'untrained_cnn.features should give feature maps, (N, C, H, W).'
    verdict = env['is_translation_equivariant'](untrained_cnn.features, images, margin=margin)
    assert untrained_is_equivariant == verdict, 'untrained_is_equivariant differs from what your is_translation_equivariant says about untrained_cnn.features. Was it computed from that network, with that margin?'
