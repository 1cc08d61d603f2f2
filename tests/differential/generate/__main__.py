"""`python -m tests.differential.generate`; see `run`."""

import sys

from tests.differential.generate.run import main

if __name__ == "__main__":
    # Not in `run`: its functions are called in other processes, which import them by name.
    sys.exit(main(sys.argv[1:]))
