"""The errors of claimcite, and the closed list of codes under which a document is quarantined.

::

    ClaimciteError
    ├── UsageError          the command cannot be carried out as given (exit 2)
    ├── ConfigError         a configuration or lexicon file is wrong (exit 2)
    ├── ModelError          the pipeline cannot be loaded or lacks a part (exit 1)
    ├── StoreError          the store cannot be opened or is another's (exit 1)
    └── DocumentError       one document cannot be processed: it goes to quarantine, the run goes on
        ├── ReadError       stage "read"
        └── CleanError      stage "clean"
"""

from __future__ import annotations

from typing import Literal, get_args

Stage = Literal["read", "clean", "parse", "annotate", "claims", "link"]
QuarantineCode = Literal[
    "empty",  # no byte, or nothing but white space
    "binary",  # the content is no text: an image, an archive, an executable
    "bad_json",  # a line that is no JSON object
    "bad_record",  # a JSON line without any of the fields that may hold text, or with a field of the wrong type
    "bad_archive",  # a compressed file that is cut off or damaged
    "too_large",  # more bytes or characters than the configuration allows
    "too_deep",  # markup nested deeper than the configuration allows
    "unreadable",  # the file cannot be opened
    "timeout",  # it took longer than a document may take, and its process was killed
    "memory",  # it needed more memory than a document may take
    "crashed",  # its process died: the message names the signal
    "internal",  # an error that claimcite did not foresee; the message names it
]
QUARANTINE_CODES: tuple[str, ...] = get_args(QuarantineCode)


class ClaimciteError(Exception):
    """Base of all errors that claimcite raises on purpose."""


class UsageError(ClaimciteError):
    """The command cannot be carried out as given; the message says what to do."""


class ConfigError(ClaimciteError):
    """A configuration or lexicon file is wrong."""


class ModelError(ClaimciteError):
    """The pipeline cannot be loaded, or lacks a component that claimcite needs."""


class StoreError(ClaimciteError):
    """The store cannot be opened, or was written by another version."""


class DocumentError(ClaimciteError):
    """One document cannot be processed. ``limit`` is the limit that it passed, if it passed one."""

    stage: Stage = "read"

    def __init__(self, code: QuarantineCode, message: str, *, limit: int | None = None) -> None:
        super().__init__(message)
        self.code: QuarantineCode = code
        self.message = message
        self.limit = limit


class ReadError(DocumentError):
    """The container or its encoding cannot be read."""


class CleanError(DocumentError):
    """The markup cannot be turned into text."""

    stage: Stage = "clean"
