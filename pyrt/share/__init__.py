"""An app as one link: its files, compressed, behind the `#` of an address.

The format is written down byte by byte in `docs/share-links.md`; `web/src/share` is its twin.
Whoever can read a link can run what is in it, and it may come from anybody: reading one
believes nothing, and writes nothing before all of it has been checked.
"""
