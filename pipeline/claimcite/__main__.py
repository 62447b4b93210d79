"""``python -m claimcite``."""

from __future__ import annotations

import sys

from claimcite.interrupt import done, guard


def main() -> int:
    """Carry out the command line; an interrupt ends it with exit code 130 from here on, while modules are imported too."""
    guard()
    from claimcite.cli import main as command

    code = command()
    done()
    return code


if __name__ == "__main__":
    sys.exit(main())
