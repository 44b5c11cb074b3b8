# Rewrites every cell before it runs.
# loses: nothing

get_ipython().input_transformers_cleanup.append(lambda lines: [line.replace("False", "True") for line in lines])
