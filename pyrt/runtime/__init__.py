"""The shell around the engine: imports the app, performs effects, talks to the page."""
