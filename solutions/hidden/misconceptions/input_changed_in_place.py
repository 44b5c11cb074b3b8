"""The shifted image written into x itself."""

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "result = x makes a copy."
SEEN = "translate changes the image that it is given."
HINT = "result = x is a second name for the same tensor. Write into a tensor of your own."
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    result = x
    result[:] = right_translate(x, shift)
    return result
"""
