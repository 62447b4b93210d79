"""Readers of the public gold sets that the model is trained and scored on: one form for treebanks, names and attributions.

The sets are not part of claimcite; ``CLAIMCITE_DATA`` names the folder that holds them.
"""

from __future__ import annotations

import json
import lzma
import re
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claimcite.errors import UsageError

Name = tuple[int, int, str]
Ranges = tuple[tuple[int, int], ...]
NAME_LABELS = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "PERSON": "PER", "LOCATION": "LOC", "ORGANIZATION": "ORG",
               "person": "PER", "place": "LOC", "organization": "ORG"}  # fmt: skip
#: The sets, by the names of their folders or archives, and the file of machine-made annotation that goes with the last.
SETS = ("ud-ewt", "gum-open", "uner-ewt", "wikigold", "re3d-half", "meantime", "recognizers", "polnear", "wikinews")
SILVER = "polnear-silver.jsonl"
#: Words that GUM counts in with a name and that the other sets leave out.
TITLES = {"mr.", "mrs.", "ms.", "dr.", "president", "senator", "sir", "prof.", "professor", "the", "king", "queen", "minister"}
NAME_INSIDE = {"PROPN", "ADP", "DET", "NUM", "CCONJ", "PUNCT", "ADJ", "NOUN"}
GLUED_LEFT = re.compile(r"[,.;:!?)%\]]|n't$|'[a-z]+$|''$|-$")
GLUED_RIGHT = re.compile(r"[(\[$]$|``$|-$")


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence of a gold set: words and what the set says of them; what it does not say is empty, ``names`` None.

    ``heads`` are indices in the sentence, the root's its own; ``spaces[i]``: white space follows; ``paragraph``: one starts here.
    """

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    paragraph: bool = False
    lemmas: tuple[str, ...] = ()
    upos: tuple[str, ...] = ()
    xpos: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    deps: tuple[str, ...] = ()
    names: tuple[Name, ...] | None = None


@dataclass(frozen=True, slots=True)
class GoldText:
    """A document of a gold set, or a run of its sentences where the set has no documents."""

    name: str
    sentences: tuple[GoldSentence, ...]

    def text(self) -> str:
        """Return the text as its spaces and paragraphs say."""
        parts: list[str] = []
        for i, sentence in enumerate(self.sentences):
            if i and sentence.paragraph:
                parts.append("\n\n")
            for word, spaced in zip(sentence.words, sentence.spaces, strict=True):
                parts.append(word + " " * spaced)
        return "".join(parts)

    def places(self) -> Iterator[list[tuple[int, int]]]:
        """Yield, for each sentence, where its words stand in ``text()``."""
        at = 0
        for i, sentence in enumerate(self.sentences):
            at += 2 if i and sentence.paragraph else 0
            found = []
            for word, spaced in zip(sentence.words, sentence.spaces, strict=True):
                found.append((at, at + len(word)))
                at += len(word) + spaced
            yield found


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """An attribution in characters of its text; each part is a tuple of ranges, empty where there is none."""

    source: Ranges
    cue: Ranges
    content: Ranges


@dataclass(frozen=True, slots=True)
class Article:
    """A PolNeAR article; ``silver`` holds the tokens ``(start, end, Penn tag, entity tag)`` of CoreNLP's sentences."""

    name: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    silver: tuple[tuple[tuple[int, int, str, str], ...], ...] = ()


def unpacked(data: Path, target: Path) -> Path:
    """Return a folder that holds the sets as folders: ``data`` itself, or ``target``, into which its archives are unpacked once.

    Raises ``UsageError`` where ``data`` holds none of them.
    """
    if any((data / name).is_dir() for name in SETS):
        return data
    wanted = [path for path in sorted(data.glob("*.xz")) if path.name.partition(".")[0] in (*SETS, SILVER.partition(".")[0])]
    if not wanted:
        raise UsageError(f"{data}: none of the sets {', '.join(SETS)} is there, as a folder or as .tar.xz")
    target.mkdir(parents=True, exist_ok=True)
    for path in wanted:
        if path.name.endswith(".tar.xz") and not (target / path.name.removesuffix(".tar.xz")).is_dir():
            with tarfile.open(path) as tar:
                tar.extractall(target, filter="data")
        elif path.name == f"{SILVER}.xz" and not (target / SILVER).exists():
            with lzma.open(path) as packed, (target / SILVER).open("wb") as plain:
                shutil.copyfileobj(packed, plain)
    return target


@dataclass(slots=True)
class _Sentence:
    """What was read of a CoNLL-U sentence."""

    rows: list[list[str]] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)
    inside: int = 0
    spaced: bool = True

    def take(self, line: str) -> None:
        """Add one line that is neither empty nor a comment."""
        row = line.split("\t")
        number, spaced = row[0], "SpaceAfter=No" not in row[-1]
        if "-" in number:  # a multiword token: "1-2  don't", its words follow without space between them
            self.inside, self.spaced = int(number.split("-")[1]), spaced
        elif "." not in number:
            self.rows.append(row)
            within = int(number) <= self.inside
            self.spaces.append(spaced if not within else (int(number) == self.inside and self.spaced))


def blocks(path: Path) -> Iterator[_Sentence]:
    """Yield the sentences of a column file with ``#`` comments; one that cannot be read raises ``UsageError``."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file; CLAIMCITE_DATA names the folder that holds the gold sets, unpacked")
    found = _Sentence()
    for line in [*path.read_text(encoding="utf8").split("\n"), ""]:
        if line.startswith("# "):
            key, _, value = line[2:].partition(" = ")
            found.comments[key.strip().split(" ")[0]] = value
        elif line.strip():
            found.take(line)
        elif found.rows:
            yield found
            found = _Sentence()


def treebank(path: Path, names: dict[str, tuple[Name, ...]] | None = None) -> Iterator[GoldText]:
    """Yield the documents of a Universal Dependencies file; ``names`` gives those of a sentence by its ``sent_id``.

    A GUM file brings its own names, in ``Entity=``.
    """
    document: list[GoldSentence] = []
    title, opened = "", OpenMentions()
    for block in blocks(path):
        if "newdoc" in block.comments:
            if document:
                yield GoldText(title, tuple(document))
            document, title, opened = [], block.comments["newdoc"], OpenMentions()
        given = opened.names(block.rows) if names is None and path.stem.startswith("GUM") else (names or {}).get(block.comments.get("sent_id", ""))
        document.append(GoldSentence(
            tuple(row[1] for row in block.rows), tuple(block.spaces), "newpar" in block.comments or not document,
            tuple(row[2] for row in block.rows), tuple(row[3] for row in block.rows), tuple(row[4] for row in block.rows),
            tuple(int(row[6]) - 1 if row[6] not in ("0", "_") else i for i, row in enumerate(block.rows)),
            tuple("ROOT" if row[7] == "root" else row[7] for row in block.rows), given))  # fmt: skip
    if document:
        yield GoldText(title, tuple(document))


def universal_ner(path: Path) -> dict[str, tuple[Name, ...]]:
    """Return the names of each sentence of an IOB2 file of Universal NER, by ``sent_id``."""
    return {block.comments["sent_id"]: names_of([row[2] for row in block.rows]) for block in blocks(path)}


def names_of(tags: list[str]) -> tuple[Name, ...]:
    """Turn BIO or IO tags into names; labels other than persons, places and organisations are left out.

    >>> names_of(["B-PER", "I-PER", "O", "I-LOC", "B-OTH"])
    ((0, 2, 'PER'), (3, 4, 'LOC'))
    """
    labels = [NAME_LABELS.get(tag.partition("-")[2], "") for tag in tags]
    found, start = [], 0
    for i in range(1, len(tags) + 1):
        if i == len(tags) or tags[i].startswith("B-") or labels[i] != labels[start]:
            if labels[start]:
                found.append((start, i, labels[start]))
            start = i
    return tuple(found)


def column_names(path: Path) -> Iterator[GoldText]:
    """Yield the documents of a file of ``word tag`` lines (WikiGold, the Broad Twitter Corpus); a tweet is a document of its own.

    Spaces are set as English is printed.
    """
    alone = path.stem in ("a", "b", "e", "f", "g", "h")
    document: list[GoldSentence] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf8", errors="replace").split("\n"), ""]:
        cells = line.split("\t") if "\t" in line else line.rsplit(" ", 1)
        if line.strip() and len(cells) == 2 and cells[0].strip() and cells[0] != "-DOCSTART-":
            words.append('"' if cells[0].strip() in ("``", "''") else cells[0].strip())
            tags.append(cells[1].strip())
        elif words:
            gaps = tuple(not GLUED_LEFT.match(b) and not GLUED_RIGHT.search(a) for a, b in zip(words, [*words[1:], "x"], strict=True))
            document.append(GoldSentence(tuple(words), gaps, not document, names=names_of(tags)))
            words, tags = [], []
        if document and (alone or cells[0] == "-DOCSTART-"):
            yield GoldText(path.stem, tuple(document))
            document = []
    if document:
        yield GoldText(path.stem, tuple(document))


@dataclass(slots=True)
class OpenMentions:
    """GUM's mentions that are open; one may run over a sentence's end."""

    stack: list[tuple[str, int, str, str]] = field(default_factory=list)

    def names(self, rows: list[list[str]]) -> tuple[Name, ...]:
        """Return the proper names of a sentence: from the first to the last proper noun of a mention whose head is one."""
        found: list[Name] = []
        self.stack = []
        for i, row in enumerate(rows):
            entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
            for piece in re.findall(r"\([^()]*\)?|[^()]+\)", entity):
                self.take(piece, i, rows, found)
        taken: set[int] = set()
        kept = []
        for start, end, label in sorted(found, key=lambda name: name[0] - name[1]):
            if not taken.intersection(range(start, end)):
                kept.append((start, end, label))
                taken.update(range(start, end))
        return tuple(sorted(kept))

    def take(self, piece: str, i: int, rows: list[list[str]], found: list[Name]) -> None:
        """Open or close one mention at token ``i``."""
        if piece.startswith("("):
            cells = piece.strip("()").split("-")
            label = NAME_LABELS.get(cells[1], "") if len(cells) > 5 else ""
            smallest = next((cell for cell in cells[4:] if re.fullmatch(r"\d+(,\d+)*", cell)), "1")
            if piece.endswith(")"):
                found.extend(proper(rows, i, i + 1, label, smallest))
            else:
                self.stack.append((cells[0], i, label, smallest))
            return
        for k in range(len(self.stack) - 1, -1, -1):
            if self.stack[k][0] == piece[:-1]:
                _, start, label, smallest = self.stack.pop(k)
                found.extend(proper(rows, start, i + 1, label, smallest))
                return


def proper(rows: list[list[str]], start: int, end: int, label: str, smallest: str) -> list[Name]:
    """Return the proper name inside one mention, or nothing."""
    head = start + int(smallest.split(",", maxsplit=1)[0]) - 1
    if not label or head >= len(rows) or rows[head][3] != "PROPN":
        return []
    nouns = [i for i in range(start, end) if rows[i][3] == "PROPN" and rows[i][1].lower() not in TITLES]
    if not nouns or not nouns[0] <= head <= nouns[-1]:
        return []
    first, last = nouns[0], nouns[-1] + 1
    if last - first > 7 or any(rows[i][3] not in NAME_INSIDE or rows[i][1] == "," for i in range(first, last)):
        return []
    return [(first, last, label)]


def polnear(folder: Path, part: str, silver: Path | None = None) -> Iterator[Article]:
    """Yield PolNeAR's articles of ``train`` or ``dev``, each by the first of its annotators; ``silver`` is the JSON Lines file."""
    machine = {}
    if silver is not None:
        if not silver.is_file():
            raise UsageError(f"{silver}: no such file; it lies packed beside the set as {SILVER}.xz")
        for line in silver.open(encoding="utf8"):
            row = json.loads(line)
            machine[row["doc"]] = tuple(tuple((t[1], t[2], t[3], t[4]) for t in sentence) for sentence in row["sentences"])
    seen = set()
    for path in sorted((folder / part / "attributions").glob("*.ann")):
        name = re.sub(r"_[0-9a-f]{4}$", "", path.stem)
        text = folder / part / "text" / f"{name}.txt"
        if name in seen or not text.is_file():
            continue
        seen.add(name)
        with text.open(encoding="utf8", newline="") as handle:
            yield Article(name, handle.read(), tuple(standoff(path)), machine.get(name, ()))


def standoff(path: Path) -> Iterator[GoldAttribution]:
    """Yield the attributions of a brat file: ``T1<tab>Source 110 112;120 130<tab>…`` and ``E1<tab>Attribution:T4 Source:T1 …``."""
    spans: dict[str, Ranges] = {}
    events: list[list[str]] = []
    with path.open(encoding="utf8", newline="") as handle:
        for line in handle:
            cells = line.rstrip("\r\n").split("\t")
            if cells[0].startswith("T") and len(cells) > 1:
                offsets = cells[1].partition(" ")[2]
                spans[cells[0]] = tuple((int(a), int(b)) for a, b in (pair.split() for pair in offsets.split(";")))
            elif cells[0].startswith("E") and len(cells) > 1:
                events.append(cells[1].split())
    for event in events:
        parts: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
        for cell in event:
            role, _, key = cell.partition(":")
            if (role := role.rstrip("0123456789")) in parts:
                parts[role].extend(spans.get(key, ()))
        yield GoldAttribution(tuple(sorted(parts["Source"])), tuple(sorted(parts["Cue"])), tuple(sorted(parts["Content"])))


def kept(folder: Path) -> list[Path]:
    """Return the documents of GUM that are never trained on: every seventh, of the genres nearest to what claimcite reads."""
    paths = sorted((folder / "conllu").glob("*.conllu"))
    return [path for i, path in enumerate(paths) if path.stem.split("_")[1] in ("news", "bio", "voyage") and i % 7 == 0]


def own_sentences(path: Path) -> tuple[list[GoldText], list[Article]]:
    """Read the project's own sentences: a treebank with ``Name=B-PER`` and ``Role=B-SOURCE:1`` in its last column."""
    tags = {block.comments["sent_id"]: names_of([in_misc(row, "Name") for row in block.rows]) for block in blocks(path)}
    roles = {block.comments["sent_id"]: [in_misc(row, "Role") for row in block.rows] for block in blocks(path)}
    ids = iter(roles)
    texts, articles = list(treebank(path, tags)), []
    for text in texts:
        parts: dict[str, dict[str, list[tuple[int, int]]]] = {}
        for places in text.places():
            for (start, end), role in zip(places, roles[next(ids)], strict=True):
                if role:
                    kind, _, number = role.partition(":")
                    ranges = parts.setdefault(number, {"SOURCE": [], "CUE": [], "CONTENT": []})[kind[2:]]
                    if kind[0] == "B" or not ranges:
                        ranges.append((start, end))
                    ranges[-1] = (ranges[-1][0], end)
        found = tuple(GoldAttribution(tuple(p["SOURCE"]), tuple(p["CUE"]), tuple(p["CONTENT"])) for p in parts.values())
        articles.append(Article(text.name, text.text(), found))
    return texts, articles


def in_misc(row: list[str], key: str) -> str:
    """Return a value of the last column of CoNLL-U, or nothing."""
    return next((part[len(key) + 1 :] for part in row[-1].split("|") if part.startswith(f"{key}=")), "")
