from otter.test_files import test_case

OK_FORMAT = False

name = "q2c"
points = None

@test_case(points=0, hidden=False)
def test_q2c_public_the_three_lines_are_filled(untrained_cnn, margin, untrained_is_equivariant):
    """A network, a whole number of pixels, a verdict"""
    assert margin is not None, 'margin does not exist yet: are the three lines filled, and have they run?'
    assert callable(untrained_cnn), 'untrained_cnn should be a CNN, made by its constructor.'
    assert type(margin) is int, 'margin should be a whole number of pixels, a Python int.'
    assert type(untrained_is_equivariant) is bool, 'untrained_is_equivariant should be what is_translation_equivariant returned: True or False.'

@test_case(points=2, hidden=True)
def test_margin_covers_the_receptive_field(margin):
    """The margin is the smallest that keeps the border's padding out of the feature map"""
    assert margin is not None, 'margin does not exist: the three lines are not filled, or did not run to the end.'
    assert type(margin) is int, 'margin should be a whole number of pixels, a Python int.'
    if margin != 3:
        wrong = AssertionError('This margin is too small: some of the pixels compared still depend on the padding.' if margin < 3 else 'This margin is larger than it needs to be: it leaves out pixels that no padding reaches.')
        wrong.hint = 'How far does one pixel of the feature map see, through both convolutions?'
        wrong.misconception = {0: 'border-left-in', 1: 'margin-of-the-last-layer', 2: 'margin-of-the-first-layer', 5: 'margin-beyond-the-reach', 6: 'margin-of-both-sides', 7: 'margin-of-the-window', 8: 'margin-of-kernel-sizes'}.get(margin)
        raise wrong

@test_case(points=2, hidden=True)
def test_untrained_features_verdict(env, untrained_cnn, margin, untrained_is_equivariant):
    """The verdict is true of the untrained CNN's features, with this margin"""
    import numpy as np
    assert margin is not None, 'margin does not exist: the three lines are not filled, or did not run to the end.'
    assert callable(untrained_cnn), 'untrained_cnn should be a CNN, made by its constructor.'
    assert type(margin) is int, 'margin should be a whole number of pixels, a Python int.'
    assert type(untrained_is_equivariant) is bool, 'untrained_is_equivariant should be True or False.'
    images = np.random.default_rng(2718).normal(size=(3, 1, 28, 28)).astype(np.float32)

    def shifted(x, dy, dx):
        result = np.zeros_like(x)
        height, width = x.shape[2:]
        into = (..., slice(max(dy, 0), height + min(dy, 0)), slice(max(dx, 0), width + min(dx, 0)))
        out_of = (..., slice(max(-dy, 0), height + min(-dy, 0)), slice(max(-dx, 0), width + min(-dx, 0)))
        result[into] = x[out_of]
        return result

    def features(x, network=untrained_cnn):
        with_gradients = network.features(env['torch'].as_tensor(x))
        return np.asarray(env['torch'].Tensor.detach(with_gradients), dtype=np.float64)
    plain = features(images)
    networks = env.get('networks')
    trained = [env.get('cnn'), networks.get('CNN') if isinstance(networks, dict) else None]
    if any((one is not None and np.array_equal(plain, features(images, one)) for one in trained)):
        wrong = AssertionError('untrained_cnn computes what a network computes that has been trained above.')
        wrong.misconception = 'trained-network-taken'
        raise wrong
    assert plain.ndim == 4 and len(plain) == 3, 'untrained_cnn.features should give feature maps, (N, C, H, W).'
    assert plain.size and np.ptp(plain) > 0, 'The feature maps hold one number everywhere, whatever the image shows.'
    assert 0 <= margin and 2 * margin + 2 < min(plain.shape[2:]), 'With this margin no pixel is left to compare.'
    errors = []
    for dy, dx in [(2, 0), (-1, 0), (0, -2), (0, 1), (-2, 2), (1, -1)]:
        first, second = (features(shifted(images, dy, dx)), shifted(plain, dy, dx))
        assert first.shape == second.shape, 'untrained_cnn.features gives maps of another shape each time.'
        rows = slice(max(dy, 0) + margin, plain.shape[2] + min(dy, 0) - margin)
        columns = slice(max(dx, 0) + margin, plain.shape[3] + min(dx, 0) - margin)
        difference = (first - second)[:, :, rows, columns]
        errors.append(np.linalg.norm(difference) / max(np.linalg.norm(second[:, :, rows, columns]), 1e-30))
    assert untrained_is_equivariant == (max(errors) <= 0.0001), 'untrained_is_equivariant is not true of untrained_cnn.features. Was it computed from that network, with that margin? And does your is_translation_equivariant pass its own checks?'
