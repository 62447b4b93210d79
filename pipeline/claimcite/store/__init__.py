"""What a run keeps and how it resumes: one SQLite file in the output folder.

``Store`` holds the rows as the lines that will be exported, ``run`` fills it from records and a function that processes one.
"""

from __future__ import annotations

from claimcite.store.connection import FILE_NAME, STORE_VERSION
from claimcite.store.database import Store
from claimcite.store.digest import code_digest, make_digest, versions
from claimcite.store.loop import Tally, run
from claimcite.store.place import Place
from claimcite.store.rows import Counts, LineKind, pack
from claimcite.store.work import Done, Here, Work

__all__ = [
    "FILE_NAME",
    "STORE_VERSION",
    "Counts",
    "Done",
    "Here",
    "LineKind",
    "Place",
    "Store",
    "Tally",
    "Work",
    "code_digest",
    "make_digest",
    "pack",
    "run",
    "versions",
]
