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
