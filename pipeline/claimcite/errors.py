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
    "empty", "binary", "bad_json", "bad_record", "bad_archive", "too_large", "unreadable", "timeout", "memory", "crashed", "internal",
]  # fmt: skip
QUARANTINE_CODES: tuple[QuarantineCode, ...] = get_args(QuarantineCode)
#: Code -> what it means, and what to do about it.
ADVICE: dict[QuarantineCode, str] = {
    "empty": "no byte, or nothing but white space and signs: nothing to do",
    "binary": "no text: an image, an archive, a PDF; extract its text first",
    "bad_json": "a line that is no JSON object: mend the file, or fetch it again if its end was cut off",
    "bad_record": "a JSON line without a field that holds text, or with one of the wrong type: rename the field (README, JSON Lines)",
    "bad_archive": "a compressed file or web archive that is cut off, damaged or mislabelled: fetch it again",
    "too_large": "more than max_bytes, max_ratio, max_characters or max_elements: split it, or raise the limit in the configuration",
    "unreadable": "the file cannot be opened, or changed while it was read: look at its permissions and run again",
    "timeout": "it took longer than max_seconds and its process was killed: raise the limit and `claimcite retry --code timeout`",
    "memory": "it needed more than max_memory: raise the limit and `claimcite retry --code memory`",
    "crashed": "its process died: `claimcite retry --code crashed`; if it dies again, please report the document",
    "internal": "an error that was not foreseen, named in the message: please report it with the document",
}


def advice(code: QuarantineCode) -> str:
    """Return what a code means and what to do about it.

    >>> advice("empty")
    'no byte, or nothing but white space and signs: nothing to do'
    """
    return ADVICE[code]


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
