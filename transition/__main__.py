"""``python -m transition`` and the console script: the command line, with every ending turned into an exit code."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from transition.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
