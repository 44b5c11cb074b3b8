from otter.test_files import test_case

OK_FORMAT = False

name = "q1e"
points = None

@test_case(points=0, hidden=False)
def test_q1e_public_linear_layer_computes_the_same(largest_gap, sizes):
    """The fully connected layer computes the same map"""
    assert largest_gap is not None and len(sizes) == 6, 'The loop above has not run to its end: which kernel size stops it?'
    assert all((type(size) is tuple and len(size) == 2 for size in sizes.values())), 'output_size gives a pair: height and width.'
    assert largest_gap < 0.0001, 'Layer and linear layer differ. Do rows and columns count locations and pixels in the order of flatten()? Is the bias there?'
