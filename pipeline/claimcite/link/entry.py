"""What both readers of references make: a CSL item, its archived copy, and the names that may be its outlet's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimcite.lexicon.outlets import OutletIndex
from claimcite.link.addresses import Address
from claimcite.records import CslItem, Outlet

#: The order of keys in the output.
ORDER = tuple(CslItem.__annotations__)
#: Bodies that speak and publish pages, but are no newspaper: a reference to their page is a webpage.
BODY = re.compile(
    r"\b(?:observatory|monitor(?:ing)?\s(?:group|centre|center)|ministry|ministries|government|army|armed\sforces|police|united\snations|human\srights|amnesty|institut\w*|"
    r"universit\w+|council|commission(?:er)?|committee|department|bureau\sof|office\sof|agency\sfor|parliament|assembly|senate|congress|court|embassy|municipality|"
    r"organi[sz]ation|federation|union|foundation|association|society|museum|library|archives?|academy|centre\sfor|center\sfor|unhcr|unicef|unesco|ocha|"
    r"white\shouse|state\sdepartment|census|authority|administration|kremlin|nato)\b",
    re.IGNORECASE,
)
PAPER = re.compile(
    r"\b(?:times|post|herald|courier|gazette|tribune|chronicle|guardian|observer|telegraph|mail|daily|news|star|sun|examiner|inquirer|standard|echo|argus|mirror|"
    r"express|dispatch|sentinel|register|reporter|weekly|today|tv|radio|television|zeitung|nachrichten|diario|diário|jornal|giornale|gazeta|nieuws|newspaper|journal(?!\sof))\b"
    r"|(?<!university )\bpress$",
    re.IGNORECASE,
)
#: Types of what stands on its publisher's own page.
AT_HOME = frozenset({"article-newspaper", "webpage", "article-magazine", "broadcast", "post", "post-weblog", "interview"})


NOWHERE = Address(None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One reference as read. ``names`` are those under which its outlet may be known, the best first."""

    csl: CslItem
    address: Address = NOWHERE
    names: tuple[str, ...] = ()


def is_body(name: str) -> bool:
    """Whether a name is that of an institution, no newspaper's.

    >>> is_body("Pela Observatory for Human Rights"), is_body("Corrin Courier")
    (True, False)
    """
    return BODY.search(name) is not None


def is_paper(name: str) -> bool:
    """Whether a name is made as newspapers' and stations' names are.

    >>> is_paper("Corrin Courier"), is_paper("Oru University Press"), is_paper("Journal of Hydrology")
    (True, False, False)
    """
    return PAPER.search(name) is not None and not is_body(name)


def known(outlets: OutletIndex, names: Sequence[str]) -> Outlet | None:
    """Return the first outlet of the lexicon that goes by one of ``names``."""
    return next((found for name in names if (found := outlets.from_name(name)) is not None), None)


def is_dated(csl: CslItem) -> bool:
    """Whether an entry has a day of publication, or one on which it was read, as pages have and books have not."""
    return "accessed" in csl or any(len(day) == 3 for day in csl.get("issued", {"date-parts": []})["date-parts"])


def item_type(csl: CslItem, entry_names: Sequence[str], outlets: OutletIndex) -> str:
    """Return the CSL type of an entry whose template does not say it."""
    container = csl.get("container-title", "")
    outlet = known(outlets, entry_names)
    if container and "editor" in csl and "DOI" not in csl:
        return "chapter"
    if (container and (csl.get("volume") or csl.get("DOI"))) or container.lower().startswith(("journal of", "annals of", "proceedings of")):
        return "article-journal"
    if csl.get("ISBN"):
        return "chapter" if container else "book"
    if "title" not in csl:
        return "webpage" if "URL" in csl else "document"
    if (outlet is not None and not is_body(outlet.name or "")) or (container and is_paper(container)):
        return "article-newspaper"
    if "URL" in csl or is_dated(csl) or container:
        return "webpage"  # '"The Title". 17 August 2023.': what is dated to the day is no book
    return "book" if "publisher" in csl else "document"


def ordered(csl: CslItem) -> CslItem:
    """Return an item with its keys in schema order, empty values left out."""
    result: CslItem = {"type": csl["type"]}
    for key in ORDER:
        if csl.get(key):
            result[key] = csl[key]  # type: ignore[literal-required]
    return result
