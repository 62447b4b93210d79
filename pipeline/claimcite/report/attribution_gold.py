"""Readers of gold on who speaks and who is who: GUM's attribution relations and entity chains, MEANTIME's speech events and entities.

Places are characters of the text that goes with them.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from claimcite.annotate.names import HONORIFICS, bare
from claimcite.model.sets import TITLES, blocks, treebank
from claimcite.report.date_gold import ANNOTATED, printed

Place = tuple[int, int]
SEGMENT = re.compile(r'<segment id="(?P<id>\d+)"(?P<facts>[^>]*)>(?P<text>[^<]*)</segment>')
GROUP = re.compile(r'<group id="(?P<id>\d+)"(?P<facts>[^>]*)/>')
FACT = re.compile(r'(\w+)="([^"]*)"')
#: Genres of GUM that are written, with an author who reports what others say; the rest is transcribed talk.
WRITTEN = ("academic", "bio", "interview", "news", "textbook", "voyage")


@dataclass(frozen=True, slots=True)
class Speech:
    """Something said: the stretches that the cue stands in, those of its sources and those of the content, empty where the set has none."""

    cue: tuple[Place, ...]
    sources: tuple[Place, ...]
    content: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Chained:
    """A mention of an entity that its document names: its place, its head, and the longest of the names; ``named``: it is a name."""

    place: Place
    head: Place
    full: str
    label: str
    named: bool


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text of a gold set with what is said in it and the mentions of those whom it names."""

    text: str
    said: tuple[Speech, ...]
    mentions: tuple[Chained, ...]


# --- GUM ------------------------------------------------------------------------------------------------------------


KINDS = {"person": "PER", "organization": "ORG"}
PARTICLES = frozenset(["of", "for", "and", "the", "de", "la", "al", "bin", "van", "von", "du", "des", "in", "on", "&"])


def gum(folder: Path) -> Iterator[SpokenText]:
    """Yield GUM's written documents: ``attribution-*`` satellites of ``rst/`` as cues, their nuclei as contents, ``Entity=`` as chains.

    Left out are satellites without a verb, which are credits ("Image: Jo Roe."), and those in which the author or the reader thinks ("I
    suspect", "you will find").
    """
    for path in sorted((folder / "conllu").glob("*.conllu")):
        relations = folder / "rst" / f"{path.stem}.rs4"
        if path.stem.split("_")[1] not in WRITTEN:
            continue
        (document,) = treebank(path)
        places = [place for sentence in document.places() for place in sentence]
        tags = {place: tag for where, sentence in zip(document.places(), document.sentences, strict=True) for place, tag in zip(where, sentence.upos, strict=True)}
        every = attributed(relations.read_text(encoding="utf8"), places) if relations.is_file() else ()
        said = tuple(one for one in every if is_reported(one, document.text(), tags))
        yield SpokenText(document.text(), said, tuple(chained(path, places)))


def attributed(source: str, places: list[Place]) -> Iterator[Speech]:
    """Yield the attribution relations of an RST file; its segments hold the same tokens as the treebank."""
    leaves: dict[str, list[str]] = {}
    spans: dict[str, Place] = {}
    relations: list[tuple[str, str]] = []
    at = 0
    for match in SEGMENT.finditer(source):
        size = len(html.unescape(match["text"]).split())
        spans[match["id"]] = (places[at][0], places[at + size - 1][1])
        at += size
    facts = {m["id"]: dict(FACT.findall(m["facts"])) for pattern in (SEGMENT, GROUP) for m in pattern.finditer(source)}
    for node, fact in facts.items():
        if fact.get("relname", "").startswith("attribution"):
            relations.append((node, fact["parent"]))
        elif "parent" in fact and fact.get("relname") == "span":
            leaves.setdefault(fact["parent"], []).append(node)
    for satellite, nucleus in relations:
        cue, content = (tuple(spans[n] for n in below(node, leaves, spans)) for node in (satellite, nucleus))
        if cue and content:
            yield Speech(cue, (), content)


def is_reported(speech: Speech, text: str, tags: Mapping[Place, str]) -> bool:
    """Whether a satellite says of somebody else that he says or thinks something."""
    inside = [(text[slice(*place)].lower(), tag) for place, tag in tags.items() if any(a <= place[0] < b for a, b in speech.cue)]
    verb = any(tag in ("VERB", "AUX") for _, tag in inside) or ("according", "VERB") in inside
    return verb and not any(word in ("i", "we", "you") for word, _ in inside)


def below(node: str, leaves: Mapping[str, list[str]], spans: Mapping[str, Place]) -> Iterator[str]:
    """Yield the segments of a node: itself, or those that it spans."""
    stack, seen = [node], set[str]()
    while stack:
        here = stack.pop()
        if here in seen:
            continue
        seen.add(here)
        if here in spans:
            yield here
        stack.extend(leaves.get(here, ()))


def chained(path: Path, places: list[Place]) -> Iterator[Chained]:
    """Yield the mentions of persons and organisations that a GUM document names anywhere; I, we and you speak of whoever talks."""
    found: list[tuple[str, str, int, int, int, str | None]] = []
    first = 0
    for block in blocks(path):
        opened: list[tuple[str, str, int]] = []
        for i, row in enumerate(block.rows):
            entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
            for piece in re.findall(r"\([^()]*\)?|[^()]+\)", entity):
                if piece.startswith("("):
                    cells = piece.strip("()").split("-")
                    opened.append((cells[0], cells[1], i))
                if piece.endswith(")"):
                    k = next((k for k in range(len(opened) - 1, -1, -1) if opened[k][0] == piece.strip("()").split("-")[0]), None)
                    if k is not None:
                        key, kind, start = opened.pop(k)
                        head = head_in(block.rows, start, i + 1)
                        found.append((key, kind, first + start, first + i + 1, first + head, proper(block.rows, start, i + 1, head)))
        first += len(block.rows)
    names: dict[str, list[str]] = {}
    for key, kind, *_, name in found:
        if name and kind in KINDS:
            names.setdefault(key, []).append(name)
    full = {key: name for key, listed in names.items() if (name := full_name(listed)) is not None}
    for key, kind, start, end, head, name in found:
        if key in full and kind in KINDS and name != "":
            yield Chained((places[start][0], places[end - 1][1]), places[head], full[key], KINDS[kind], bool(name))


def full_name(names: list[str]) -> str | None:
    """Return the name in full among those of one entity: the longest one with the word that most of them share.

    What has a comma or a word in small letters other than a particle is a description, and so is an office: "the chairman of Oru Lines
    Jim Roe", "Press Secretary".

    >>> full_name(["Roe", "Ann Roe (AR", "Head of Media", "Ann Roe, the mayor"]), full_name(["the chairman"])
    ('Ann Roe', None)
    """
    names = [bare(name.partition("(")[0]) for name in names]
    plain = [name for name in names if "," not in name and name[:1].isupper() and name.partition(" of ")[0].split()[-1].lower() not in HONORIFICS]
    plain = [name for name in plain if all(w[:1].isupper() or w.lower() in PARTICLES for w in name.split())]
    counts = Counter(word for name in plain for word in set(name.split()) if word.lower() not in PARTICLES)
    if not counts:
        return None
    shared = max(counts, key=lambda word: (counts[word], len(word), word))
    return max((name for name in plain if shared in name.split()), key=lambda name: (len(name.split()), len(name)))


def head_in(rows: list[list[str]], start: int, end: int) -> int:
    """Return the token that stands for a mention: the one that hangs on something outside, or the name that describes it, "spokesman | Jo Roe"."""
    inside = range(start, end)
    root = next((i for i in inside if int(rows[i][6]) - 1 not in inside), start)
    names = [i for i in inside if int(rows[i][6]) - 1 == root and rows[i][7] in ("flat", "appos") and rows[i][3] == "PROPN"]
    return root if rows[root][3] == "PROPN" or not names else names[0]


def proper(rows: list[list[str]], start: int, end: int, head: int) -> str | None:
    """Return the name in a mention: the run of proper nouns around its head, without titles; empty for the first and second person."""
    if any(int(row[6]) - 1 == head and row[7] == "conj" and row[3] == "PROPN" for row in rows[head + 1 : end]):
        return None  # "Ann Roe and Jo Lind" are two, and have no one name
    if rows[head][3] != "PROPN":
        return "" if rows[head][2].lower() in ("i", "we", "you", "my", "our", "your") else None
    inside = [row[3] == "PROPN" or row[1] == "-" or (row[1][:1].isupper() and row[3] in ("ADJ", "NOUN", "VERB") and i > 0) for i, row in enumerate(rows[start:end], start)]
    first = next((i + 1 for i in range(head - 1, start - 1, -1) if not inside[i - start] or rows[i][1].lower() in TITLES), start)
    last = next((i for i in range(head + 1, end) if not inside[i - start] and rows[i][3] not in ("ADP", "CCONJ", "DET")), end)
    while rows[last - 1][3] != "PROPN":
        last -= 1
    return " ".join(row[1] for row in rows[first:last]).replace(" - ", "-").replace(" 's", "'s")


# --- MEANTIME -------------------------------------------------------------------------------------------------------


def meantime(folder: Path) -> Iterator[SpokenText]:
    """Yield MEANTIME's articles: events of class ``SPEECH_COGNITIVE`` that have an ``Arg0``, and the mentions of entities that have a name.

    Those without one are plans, hopes and reports of nobody.
    """
    for path in sorted((folder / "intra_cross-doc_annotation").glob("*/*.xml")):
        root = ET.parse(path).getroot()
        tokens = [t for t in root.iter("token") if int(t.get("sentence", "0")) < ANNOTATED]
        text, where = printed([(t.text or "", min(2, int(t.get("sentence", "0")))) for t in tokens])
        numbers = {t.get("t_id", ""): i for i, t in enumerate(tokens)}
        mentions: dict[str, Place] = {}
        kinds: dict[str, str] = {}
        for mention in (*root.iter("ENTITY_MENTION"), *root.iter("EVENT_MENTION")):
            anchors = [numbers[key] for a in mention.iter("token_anchor") if (key := a.get("t_id", "")) in numbers]
            if anchors:
                mentions[mention.get("m_id", "")] = (where[min(anchors)][0], where[max(anchors)][1])
                kinds[mention.get("m_id", "")] = mention.get("syntactic_type", "")
        yield SpokenText(text, tuple(speech(root, mentions)), tuple(entities(root, mentions, kinds, text)))


def speech(root: ET.Element, mentions: Mapping[str, Place]) -> Iterator[Speech]:
    """Yield the speech events of an article."""
    classes = {event.get("m_id"): event.get("class") for event in root.iter("EVENT")}
    sources: dict[str, list[Place]] = {}
    for relation in root.iter("HAS_PARTICIPANT"):
        agent, event = (relation.find(end) for end in ("target", "source"))
        if relation.get("sem_role") == "Arg0" and agent is not None and event is not None and agent.get("m_id", "") in mentions:
            sources.setdefault(event.get("m_id", ""), []).append(mentions[agent.get("m_id", "")])
    for key, target in referring(root):
        if classes.get(target) == "SPEECH_COGNITIVE" and key in mentions and key in sources:
            yield Speech((mentions[key],), tuple(sources[key]), ())


def entities(root: ET.Element, mentions: Mapping[str, Place], kinds: Mapping[str, str], text: str) -> Iterator[Chained]:
    """Yield the mentions of persons and organisations that an article names."""
    labels = {e.get("m_id", ""): e.get("ent_type", "") for e in root.iter("ENTITY")}
    chains: dict[str, list[str]] = {}
    for key, target in referring(root):
        if key in mentions and labels.get(target) in ("PER", "ORG"):
            chains.setdefault(target, []).append(key)
    for target, keys in chains.items():
        full = full_name([text[slice(*mentions[key])] for key in keys if kinds[key] in ("NAM", "PRE.NAM")])
        for key in keys:
            if full is None:
                break
            start, end = mentions[key]
            head = text.rfind(" ", start, end) + 1 or start
            yield Chained((start, end), (max(start, head), end), full, labels[target], kinds[key] in ("NAM", "PRE.NAM"))


def referring(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield each mention with what it refers to."""
    for relation in root.iter("REFERS_TO"):
        target = relation.find("target")
        for source in relation.iter("source"):
            if target is not None:
                yield source.get("m_id", ""), target.get("m_id", "")
