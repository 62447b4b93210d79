"""The shipped model as a spaCy pipeline: one encoder pass a window, heads over it, and what decodes them."""
