"""Apps in documentation: `pyrt.docs.sphinx` and `pyrt.docs.mkdocs`.

Never imported in the worker, and by nothing else in pyrt.
"""
