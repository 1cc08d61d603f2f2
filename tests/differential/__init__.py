"""Do we behave as Dash?  The same apps, the same gestures, both runtimes, one browser."""
