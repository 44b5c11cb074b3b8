"""The shifted image built with torch's default dtype."""

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "torch.zeros makes what is needed."
SEEN = "An image of another dtype than float32 came back as one of float32."
HINT = "What you make besides x, be it zeros or a mask, needs the dtype of x."
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return right_translate(x, shift).to(torch.float32)
"""
