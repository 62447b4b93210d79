"""claimcite: raw news and encyclopedia text to claims that can be checked.

>>> from claimcite import Config
>>> Config().languages
('en',)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from claimcite.config import Config, load_config
from claimcite.errors import ClaimciteError
from claimcite.records import Claim, Document, Mention, Quarantined, Record, Reference, Result

if TYPE_CHECKING:
    from claimcite.flow import process
    from claimcite.lexicon import load_lexicon
    from claimcite.parse import load_model
    from claimcite.read import read as read_inputs

__version__ = "0.3.0"

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

#: Names whose modules load spaCy or trafilatura: they are imported when they are first asked for.
_LATER = {
    "process": ("claimcite.flow", "process"),
    "load_lexicon": ("claimcite.lexicon", "load_lexicon"),
    "load_model": ("claimcite.parse", "load_model"),
    "read_inputs": ("claimcite.read", "read"),
}


def __getattr__(name: str) -> Any:
    """Import a heavy name when it is first asked for."""
    if name in _LATER:
        module, attribute = _LATER[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"module 'claimcite' has no attribute {name!r}")
