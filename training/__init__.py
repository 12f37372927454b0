"""Teaching the default model to translate news: prepare, train, export, score. Not in the wheel.

Each step is one command, ``python -m training.<step>``; README.md has the recipe.
"""
