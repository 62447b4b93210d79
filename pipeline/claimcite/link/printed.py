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
from claimcite.link.front import is_leftover, one_of, without_front
from claimcite.link.imprint import read_imprint
from claimcite.link.lead import take_authors
from claimcite.link.marks import CUT, Rest, take_identifiers, take_reading, take_remarks, take_urls
from claimcite.link.titles import find_title
from claimcite.link.unquoted import read_unquoted
from claimcite.records import CslItem

#: What stands later in an entry belongs to other citations, or to a note.
ENTRY_MAX = 4000
#: A blank before a full stop, where a page shows an icon: '"Dam fails" . Reuters.'
UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
#: What templates print about themselves: "{{cite news}}: CS1 maint: …", "Cite has empty unknown parameter".
MESSAGE = re.compile(
    r"(?<=\S)\s(?:\{\{[Cc]it(?:e|ation)\b|CS1 (?:maint|errors?|[A-Z]\w+-language)\b|Cite (?:has|uses|\w+ requires)\b|Missing or empty \|)"
)
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
    rest = Rest(one_of(without_front(plain(text))))
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
        names = read_imprint(after, csl, outlets, by_commas=title.by_commas) or outlet_in_front(title.before, csl, outlets)
    else:
        names = read_unquoted(after, csl, outlets, linked=link.page is not None)
    if page := link.page or link.archive:
        csl["URL"] = page
    if not csl["type"] and len(csl) == 1:
        csl["type"] = "document"
    return Entry(csl, Address(link.page, link.archive, archived or link.archived), tuple(name for name in (*names, via) if name))


def plain(text: str) -> str:
    """Return the text of an entry in one line, without marks of direction and the messages of templates.

    >>> plain('"Dam fails" . Reuters. {{cite news}}: CS1 maint: url-status (link)'), plain(" ")
    ('"Dam fails". Reuters.', '')
    """
    line = " ".join(UNSEEN.sub("", text[:ENTRY_MAX].replace(CUT, " ")).split())
    message = MESSAGE.search(line)
    return SPACED.sub("", line[: message.start()].rstrip() if message else line)


def outlet_in_front(before: str, csl: CslItem, outlets: OutletIndex | None) -> list[str]:
    """Move an outlet that stands where authors stand to its place: 'The Oru Times, 3 May 2020, "Dam fails"'."""
    people = csl.get("author", [])
    name = people[0].get("literal", "") if len(people) == 1 else ""
    if not name or "(" in before or outlets is None or outlets.from_name(name) is None:
        return []
    del csl["author"]
    csl["container-title"] = name
    return [name]
