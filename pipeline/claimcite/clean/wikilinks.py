"""Links of wikitext: their text; pictures and galleries give their captions, categories and links to other languages nothing."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from claimcite.clean.wikinodes import Node, normal, split

if TYPE_CHECKING:
    from claimcite.clean.wikireader import Reader

#: "[[sv:Oru]]" leads to the same page of another wiki and prints nothing; "[[s:Oru|text]]" prints its text.
LANGUAGE = re.compile(r"(?:[a-z]{2,3}|simple|zh-[a-z-]{2,12}|[a-z]{2,3}-[a-z]{3,10}):(?=\S)")
#: Words of a picture's markup that are no caption, beside those of the lexicon.
SIZE = re.compile(r"(?:\d{0,4}x)?\d{0,4}\s?px|(?:upright|hochkant|redresse|alt|alternativtext|link|page|class|lang|start|end|thumbtime|thumb|verweis|lien|enlace)\s?=.*", re.DOTALL)


def link(reader: Reader, node: Node) -> None:
    """Add the text of a link; pictures give their caption, categories and links to other languages nothing."""
    first = node.parts[0]
    title = reader.text[first.start : first.end].strip()
    space = normal(title.partition(":")[0]) if ":" in title[:40] else ""
    if space in reader.words.files:
        picture(reader, node)
    elif space in reader.words.hidden or (len(node.parts) == 1 and LANGUAGE.match(title)):
        return
    elif len(node.parts) > 1 and any(part.nodes for part in node.parts[1:]):
        for part in node.parts[1:]:
            reader.walk(part.nodes)
    elif any(child.kind != "text" for child in first.nodes):
        reader.value(first.nodes)  # [[{{PAGENAME}} (dam)]]
    else:
        start = first.start + len(reader.text[first.start : first.end]) - len(reader.text[first.start : first.end].lstrip())
        reader.add(start + title.startswith(":"), first.end)


def picture(reader: Reader, node: Node) -> None:
    """Add the caption of a picture, if it is shown: that of a framed one."""
    shown, caption = False, None
    for part in node.parts[1:]:
        word = normal(reader.text[part.start : part.end])
        if word in reader.words.framed or word.startswith("thumb="):
            shown = True
        elif word and word not in reader.words.options and not SIZE.fullmatch(word):
            caption = part
    if shown and caption is not None:
        reader.caption(caption.nodes)


def external(reader: Reader, node: Node) -> None:
    """Add the title of an external link."""
    url = html.unescape(f"https:{node.name}" if node.name.startswith("//") else node.name)
    reader.links.append(url)
    start = reader.line.length
    reader.value(node.nodes)
    reader.line.link(start, url)


def gallery(reader: Reader, node: Node) -> None:
    """Add the captions of a gallery, one a line: "File:a.jpg|The dam"."""
    reader.flush()
    for line in split(node.nodes, "newline"):
        _, *caption = split(line, "pipe")
        if caption:
            reader.caption([piece for part in caption for piece in part])
