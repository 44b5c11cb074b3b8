# Displays huge and hostile outputs.
# loses: nothing

from IPython.display import HTML, Javascript, display

display(HTML("<script>alert(1)</script>" * 1000), Javascript("while(true){}"))
print("x" * 10**7)
