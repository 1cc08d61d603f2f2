"""The cases, one file per section of the callback semantics."""
