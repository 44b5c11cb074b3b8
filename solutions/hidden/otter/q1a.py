from otter.test_files import test_case

OK_FORMAT = False

name = "q1a"
points = None

@test_case(points=0, hidden=False)
def test_q1a_public_matrix_and_conv1d_agree(matrix_output, conv1d_output):
    """The matrix does what conv1d does"""
    import numpy as np
    assert matrix_output is not None, 'matrix_output does not exist yet: does the cell above run without an error?'
    seen, wanted = (np.asarray(matrix_output), np.asarray(conv1d_output))
    assert seen.shape == wanted.shape, 'K @ x should have as many entries as x: which shape does your matrix have?'
    wrong = ~np.isclose(seen, wanted, atol=1e-05)
    assert not wrong[1:-1].any(), 'K @ x and conv1d differ away from the border: what does a middle row of K hold, left to right?'
    assert not wrong.any(), 'K @ x and conv1d differ at the border only: what does zero padding do to the first and last row?'
