# Waits for input.
# loses: nothing

input("answer?")
breakpoint()
