"""Random apps for both runtimes."""
