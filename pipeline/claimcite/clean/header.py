"""What the lines around a text say about it: byline, date line, "Original url", agency credit."""

from __future__ import annotations

import re

from claimcite.clean.inline import Draft, RawBlock
from claimcite.lexicon.outlets import OutletIndex
from claimcite.records import EvidenceFrom, Fact
from claimcite.spans import Span

BYLINE = re.compile(r"(?:(?:Story |Written |Reported )?[Bb]y|BY)[:\s]\s*(?P<names>[A-ZÀ-Þ][^.!?]{2,90})$")
NAME = re.compile(r"[A-ZÀ-Þ][\w.’'-]+(?: (?:(?:de|van|von|der|al|el|bin|ibn|la|da|di|du)\b|[A-ZÀ-Þ][\w.’'-]*)){1,4}$")
NOT_NAMES = re.compile(r"\b(staff|reporters?|correspondents?|editors?|agency|agencies|desk|team|news|press|online|in|at|and wires?|associated|reuters|afp|ap)\b", re.IGNORECASE)
MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
DAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?,? )?"
FULL_DATE = rf"{DAY}(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
DATE_LINE = re.compile(
    rf"(?:(?P<label>(?:last )?(?:published|posted|updated|modified|date|first published|created)(?: (?:on|at))?)\s?:?\s*)?(?P<date>{FULL_DATE})"
    r"(?P<time>[,\s|–-]*(?:at )?[T ]?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,4}\)?|Z|[+-]\d\d:?\d\d)?)?(?P<rest>\s*[|·•–-].{0,60})?\.?$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"<?(https?://[^\s<>\"]{4,500}?)[>.,)]?$")
#: Lines that name the wire service and nothing else.
AGENCY_LINE = re.compile(r"[(\[—–-]*\s*(?:source|agency|with|from|—|–)?:?\s*([A-Z][A-Za-zé /-]{1,30}?)\s*[)\]]*$")


def read_header(draft: Draft, outlets: OutletIndex) -> None:
    """Take bylines, date lines and "Original url" lines out of the text, as facts."""
    drop_names(draft)
    kept = [block for block in draft.blocks if block.reason in (None, "credit", "navigation", "repeated")]
    for i, block in enumerate(kept):
        if len(block.text) > 200 or block.kind in ("infobox", "table"):
            continue
        if i < 12:
            byline(draft, block)
            date_line(draft, block, title_seen=i > 0)
        if i >= len(kept) - 12:
            original_address(draft, block, kept[i - 1].text if i else "")
            agency_line(draft, block, outlets)


def drop_names(draft: Draft) -> None:
    """Drop the visible byline of a page whose markup names its authors: "Helen Marsh in Port Corrin and Joao Tavel"."""
    authors = [fact.value for fact in draft.facts if fact.field == "authors"]
    for block in draft.blocks[:30]:
        if authors and block.reason is None and block.kind != "title" and len(block.text) < 50 + sum(map(len, authors)):
            if all(name in block.text for name in authors) and not re.search(r"[.!?]$", block.text):
                block.reason = "credit"


def note(draft: Draft, block: RawBlock, field: str, value: str, origin: EvidenceFrom) -> None:
    """Note a fact that a line gives, and drop the line."""
    draft.facts.append(Fact(field, value, origin, block.text[:200], block.content.raw_of(Span(0, len(block.content)))))
    if block.reason is None:
        block.reason = "credit"


def byline(draft: Draft, block: RawBlock) -> None:
    """Read "By Ann Roe and Omar Khan for AFP"."""
    match = BYLINE.match(block.text)
    if not match:
        return
    names, _, agency = match["names"].partition(" for ")
    date = re.search(rf"[,|·\s–-]*{FULL_DATE}.*$", names)
    if date:
        found = re.search(FULL_DATE, names)
        draft.facts.append(Fact("published", found.group(), "byline", block.text[:200], None))  # type: ignore[union-attr]
        names = names[: date.start()]
    authors = [name.strip(" ,|·–-") for name in re.split(r",| and | & |\s[|·–]\s", names)]
    people = [name for name in authors if NAME.match(name) and not NOT_NAMES.search(name)]
    for name in people:
        note(draft, block, "authors", name, "byline")
    for name in [agency, *authors]:
        if name and name not in people:
            note(draft, block, "agency", name.strip(), "byline")


def date_line(draft: Draft, block: RawBlock, *, title_seen: bool) -> None:
    """Read a line that is a date and no more: "October 26, 2020", "Published: 4 May 2026 at 10:15 GMT"."""
    match = DATE_LINE.match(block.text)
    if match and (title_seen or match["label"]):
        label = (match["label"] or "").lower()
        field = "modified" if re.search("updated|modified", label) else "published"
        value = match["date"] + (match["time"] or "")
        note(draft, block, field, value.strip(), "byline")


def original_address(draft: Draft, block: RawBlock, before: str) -> None:
    """Read "Original url:" and the address behind it."""
    match = ADDRESS.search(block.text)
    if match and re.match(r"(original|source|url|link|via|read the original)\b", f"{block.text if not ADDRESS.fullmatch(block.text) else before}", re.IGNORECASE):
        note(draft, block, "url", match[1], "text")


def agency_line(draft: Draft, block: RawBlock, outlets: OutletIndex) -> None:
    """Read a last line that names a wire service and nothing else, such as "Associated Press"."""
    match = AGENCY_LINE.match(block.text)
    if match and len(block.text) < 40 and block.kind in ("paragraph", "heading") and outlets.agency(match[1]) is not None:
        note(draft, block, "agency", match[1].strip(), "credit")
