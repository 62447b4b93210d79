"""One printed reference, as encyclopedias and their mirrors print it: one parser for all of them.

First goes what stands in front (``front``) and the addresses; then the title is found, by its quotation marks (``titles``). What stands before
it is authors and date. Behind it, what can be told by its form is taken out (``marks``, ``extent``), and the names that are left are publication
and publisher (``imprint``). Entries without quotation marks are ``unquoted``'s.
"""

from __future__ import annotations

import re

from claimcite.lexicon.outlets import OutletIndex
from claimcite.link.addresses import Address
from claimcite.link.entry import Entry
from claimcite.link.extent import take_date
from claimcite.link.front import is_leftover, one_of, without_front
from claimcite.link.imprint import read_imprint
from claimcite.link.marks import CUT, Rest, take_identifiers, take_reading, take_remarks, take_urls
from claimcite.link.names import reference_names
from claimcite.link.titles import find_title
from claimcite.link.unquoted import read_unquoted
from claimcite.records import CslItem

#: What stands later in an entry belongs to other citations, or to a note.
ENTRY_MAX = 4000
#: A blank before a full stop, where a page shows an icon: '"Dam fails" . Reuters.'
SPACED = re.compile(r"(?<=[\w\"”»)]) (?=[.,](?:\s|$))")


def read_printed(text: str, url: str | None = None, outlets: OutletIndex | None = None) -> Entry:
    """Read one printed reference; ``url`` is its link, where the markup had one; ``outlets`` tells agencies from publishers.

    >>> entry = read_printed('Roe, Ann (2026-05-03). "Dam fails at Oru". The Pela Post. Retrieved 2026-05-04.')
    >>> entry.csl["title"], entry.csl["container-title"], entry.csl["accessed"]
    ('Dam fails at Oru', 'The Pela Post', {'date-parts': [[2026, 5, 4]]})
    >>> read_printed("1 2").csl
    {'type': 'document'}
    """
    csl: CslItem = {"type": ""}
    rest = Rest(one_of(without_front(SPACED.sub("", " ".join(text[:ENTRY_MAX].replace(CUT, " ").split())))))
    if is_leftover(rest.text):
        rest.text = ""
    link = take_urls(rest, url)
    title = find_title(rest.text)
    before, after = Rest(title.before if title else ""), Rest(title.after if title else rest.text)
    archived = take_reading(after, csl)
    take_identifiers(after, csl)
    via = take_remarks(after, csl)
    if title:
        csl["title"] = title.text
        take_authors(before, csl)
        names = read_imprint(after, csl, outlets, by_commas=title.by_commas)
    else:
        names = read_unquoted(after, csl, outlets, linked=link.page is not None)
    if page := link.page or link.archive:
        csl["URL"] = page
    if not csl["type"] and len(csl) == 1:
        csl["type"] = "document"
    return Entry(csl, Address(link.page, link.archive, archived or link.archived), tuple(name for name in (*names, via) if name))


def take_authors(before: Rest, csl: CslItem) -> None:
    """Read authors and date, which stand before a quoted title: "Saad, Hwaida; Gall, Carlotta (2020-10-26)."."""
    take_date(before, csl)
    names = re.sub(r"^by\s", "", before.text.replace(CUT, " ").strip(' ,;:|–—"“”').rpartition(": ")[2], flags=re.IGNORECASE)
    names = re.sub(r"^\((?=[^()]*$)|(?<=\w)\s*\[[^\[\]]*\]$|\bin$", "", names).strip(" ,;:")
    figures = re.search(r"\d", names) and len(names.split()) > 4
    if names and len(names) <= 600 and not figures and (people := reference_names(names)):
        csl["author"] = people
