"""What leads from the body of a page to other pages: lines that are one link, the headings over them, and their lead-ins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Literal
from urllib.parse import urlsplit

from claimcite.clean.body import Layout
from claimcite.clean.inline import RawBlock

Leads = Literal["nowhere", "home", "abroad"]
#: A line is a link if this share of it is, or all but a word or two in front: "Read more: Dam breaks in Oru".
LINK_SHARE, FRONT_MAX, LINK_MIN = 0.85, 20, 25
#: A card holds the headline of another page with a line or two of its text.
CARD_BLOCKS, CARD_TEXT = 4, 400


def host_of(address: str) -> str:
    """Return the host of an address without "www.", or "".

    >>> host_of("https://www.pelapost.example/dam"), host_of("/dam"), host_of("http://[")
    ('pelapost.example', '', '')
    """
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.")


def leads(block: RawBlock, host: str) -> Leads:
    """Return where a line leads that is one link: to the same site, or to others; an address without a host is the site's own.

    >>> from claimcite.spans import MappedText, Span
    >>> block = RawBlock("list", MappedText.of_raw("Dam breaks in Oru"), links=[(Span(0, 17), "https://pelapost.example/dam")], linked=17)
    >>> leads(block, "www2.pelapost.example"), leads(block, "oruherald.example")
    ('home', 'abroad')
    >>> leads(RawBlock("paragraph", MappedText.of_raw("The dam broke.")), "")
    'nowhere'
    """
    length = len(block.text)
    if block.linked < LINK_SHARE * length and not (length - block.linked <= FRONT_MAX and block.linked >= LINK_MIN):
        return "nowhere"
    hosts = [host_of(address) for _, address in block.links]
    return "abroad" if host and hosts and not any(same_site(host, other) for other in hosts) else "home"


def same_site(a: str, b: str) -> bool:
    """Whether two hosts are one site, or one is a part of the other."""
    return not b or a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


def part_teasers(layout: Layout, body: set[int], address: str | None) -> None:
    """Take what leads to the site's other pages out of the body, and into it what leads abroad from its midst, such as a shop's offer."""
    blocks, host = layout.blocks, host_of(address or "")
    midst = range(min(body, default=0), max(body, default=-1) + 1)
    near = range(max(0, midst.start - 1), min(len(blocks), midst.stop + 1))
    lead: list[Leads] = [leads(block, host) if i in near else "nowhere" for i, block in enumerate(blocks)]
    offers = {i for i in midst if lead[i] == "abroad" and blocks[i].reason == "navigation" and blocks[i].context in ("li", "div", "p")}
    for i in offers:
        blocks[i].reason = None
    body |= offers
    dropped = {i for i in body if lead[i] == "home" and blocks[i].level != 1 and not heads_text(blocks, i, body, lead)}
    leave_out(blocks, body, dropped)
    leave_out(blocks, body, {i for i in body if blocks[i].level > 1 and i + 1 < len(blocks) and i + 1 not in body and lead[i + 1] == "home"})
    leave_out(blocks, body, cards(layout, body, lead))
    leave_out(blocks, body, set(last_headings(blocks, body)))


def leave_out(blocks: Sequence[RawBlock], body: set[int], dropped: set[int]) -> None:
    """Take blocks out of the body."""
    for i in dropped:
        blocks[i].reason = "related"
    body -= dropped


def heads_text(blocks: Sequence[RawBlock], i: int, body: set[int], lead: Sequence[Leads]) -> bool:
    """Whether a heading that is a link stands over text of the body."""
    return blocks[i].level > 0 and i + 1 in body and lead[i + 1] == "nowhere" and blocks[i + 1].level == 0


def cards(layout: Layout, body: set[int], lead: Sequence[Leads]) -> set[int]:
    """Return the lines of text below the headline of another page, where both stand alone in one element, apart from the rest of the body."""
    suspects = {i for i in body if i and i - 1 not in body and lead[i - 1] == "home" and len(layout.blocks[i].text) < CARD_TEXT}
    if not suspects:
        return suspects
    held, of_body = [0] * len(layout.boxes), [0] * len(layout.boxes)
    for i, block in enumerate(layout.blocks):
        held[block.box] += 1
        of_body[block.box] += i in body
    layout.summed(held)
    layout.summed(of_body)

    def cards_around(i: int) -> set[int]:
        small = takewhile(lambda box: held[box] <= CARD_BLOCKS, layout.around(layout.blocks[i].box))
        return {box for box in small if of_body[box] <= CARD_BLOCKS // 2 and of_body[box] < len(body)}

    return {i for i in suspects if cards_around(i) & cards_around(i - 1)}


def last_headings(blocks: Sequence[RawBlock], body: set[int]) -> list[int]:
    """Return the headings at the end of the body, which nothing follows."""
    found = []
    for i in sorted(body, reverse=True):
        if blocks[i].level < 2:
            break
        found.append(i)
    return found
