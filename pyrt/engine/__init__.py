"""The callback engine: events in, effects out; no I/O, no user code, no clock."""
