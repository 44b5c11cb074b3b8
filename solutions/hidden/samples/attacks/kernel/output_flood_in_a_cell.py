# Prints without end in a cell.
# place: 1b
# loses: nothing

while True:
    print("spam " * 1000)
