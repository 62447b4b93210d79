"""claimcite: raw news and encyclopedia text to claims that can be checked.

>>> from claimcite import Config
>>> Config().languages
('en',)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimcite.config import Config, load_config
    from claimcite.errors import ClaimciteError
    from claimcite.flow import process
    from claimcite.lexicon import load_lexicon
    from claimcite.parse import load_model
    from claimcite.read import read as read_inputs
    from claimcite.records import Claim, Document, Mention, Quarantined, Record, Reference, Result

__version__ = "0.6.0"

__all__ = [
    "Claim",
    "ClaimciteError",
    "Config",
    "Document",
    "Mention",
    "Quarantined",
    "Record",
    "Reference",
    "Result",
    "__version__",
    "load_config",
    "load_lexicon",
    "load_model",
    "process",
    "read_inputs",
]

#: Module -> names that are imported from it when they are first asked for: some load spaCy, and the command line is to start at once.
_LATER = {
    "claimcite.config": ("Config", "load_config"),
    "claimcite.errors": ("ClaimciteError",),
    "claimcite.flow": ("process",),
    "claimcite.lexicon": ("load_lexicon",),
    "claimcite.parse": ("load_model",),
    "claimcite.records": ("Claim", "Document", "Mention", "Quarantined", "Record", "Reference", "Result"),
}


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for."""
    if name == "read_inputs":
        return import_module("claimcite.read").read
    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'claimcite' has no attribute {name!r}")
