# Shows outputs with keys of several types, bytes, NaN, and more than anybody can keep.
# loses: nothing

from IPython.display import JSON, display, publish_display_data

display(JSON({1: 1, "two": 2}))
publish_display_data({"image/png": b"abc", "text/plain": "kept", 7: float("nan")}, {b"x": 1})
publish_display_data({"text/plain": "x" * 10**7})
for number in range(3000):
    publish_display_data({"text/plain": str(number) * 1000})
