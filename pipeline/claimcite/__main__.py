"""``python -m claimcite``."""

from __future__ import annotations

import sys

from claimcite.cli import main

if __name__ == "__main__":
    sys.exit(main())
