"""Scores of the readers of references, on encyclopedia pages: rows of ``claimcite evaluate --sets FOLDER``.

``references, rendered`` are citation templates of the wikitext pages, printed by ``rendered`` and read back from the print alone; those of
every other page, by a hash of its name, are rows ``…, check``, on which no rule was developed. ``references, templates`` are the same read by
their parameters. ``references, printed on pages`` are entries of saved pages, whose templates or context objects (COinS) say what they hold; most are on one page, so that a hash of the entry parts those to check.

A field counts where either side has it; ``whole`` are the references with every field right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from claimcite.clean import clean
from claimcite.config import Config
from claimcite.errors import DocumentError
from claimcite.identity import Counter
from claimcite.lexicon import Lexicon
from claimcite.lexicon.outlets import folded
from claimcite.link.references import reference
from claimcite.read import decode, read
from claimcite.records import Quarantined, RawReference
from claimcite.report.reference_gold import FIELDS, Answer, alone, context_answer, printed_answer, row_answer, template_answer
from claimcite.report.rendered import Style, render, style_of
from claimcite.report.scores import Count, Scores

Rows = dict[str, Count]
#: What a context object always says of an entry that prints it; by how many letters its title is known to be printed.
SAID = ("title", "author", "issued")
PREFIX = 25
GROUPS = ("references, templates", "references, rendered", "references, printed on pages")
CHECK = ", check"


def evaluate_references(lexicon: Lexicon, config: Config, folder: Path) -> Scores:
    """Score the references of the pages in ``folder``; a folder without ``wikipedia-half`` gives no rows."""
    rows: Rows = {}
    for page, raw in entries(folder / "wikipedia-half" / "wikitext", lexicon, config):
        if raw.fields and raw.fields.get("cite", "").startswith(("cite", "citation")) and raw.fields.get("title"):
            score_template(raw.fields, lexicon, rows, "" if is_developed(page) else CHECK)
    for _, raw in entries(folder / "wikipedia-half" / "html", lexicon, config):
        if raw.fields and raw.fields.get("title") and raw.text:
            score_page(raw, lexicon, rows, "" if is_developed(raw.text) else CHECK)
    return Scores(tuple(rows[name].score(name) for name in sorted(rows, key=in_order)))


def in_order(name: str) -> tuple[int, bool, int]:
    """Return where a row stands in the table: by group, the checks after their group, then by field."""
    group, _, field = name.partition(": ")
    return GROUPS.index(group.removesuffix(CHECK)), group.endswith(CHECK), (*FIELDS, "whole").index(field)


def entries(folder: Path, lexicon: Lexicon, config: Config) -> Iterator[tuple[str, RawReference]]:
    """Yield the entries of all pages in a folder with the name of their page, in order."""
    if not folder.is_dir():
        return
    for record in read([str(folder)], config):
        if isinstance(record, Quarantined):
            continue
        try:
            cleaned = clean(decode(record, config), lexicon, config)
        except DocumentError:
            continue  # a page that cannot be processed has no entries to score
        for raw in cleaned.references:
            yield record.locator.path, raw


def is_developed(name: str) -> bool:
    """Whether rules were developed on what goes by a name: by the parity of a hash of it.

    >>> is_developed("Oru.txt"), is_developed("Varn.txt")
    (False, True)
    """
    return int(hashlib.sha256(name.encode()).hexdigest()[0], 16) % 2 == 0


def score_template(fields: Mapping[str, str], lexicon: Lexicon, rows: Rows, check: str) -> None:
    """Add one template: read by its parameters, and read from what it prints."""
    row = reference(RawReference("1", "1", "", None, fields), Counter("d"), lexicon.outlets, 0)
    score(row_answer(row), template_answer(fields), rows, f"references, templates{check}")
    style = style_of(fields)
    row = reference(RawReference("1", "1", render(fields, style), None), Counter("d"), lexicon.outlets, 0)
    score(row_answer(row), printed_answer(fields, style), rows, f"references, rendered{check}")


def score_page(raw: RawReference, lexicon: Lexicon, rows: Rows, check: str) -> None:
    """Add one entry as a saved page prints it; the page says what it holds by its template or its context object."""
    fields = raw.fields or {}
    if folded(fields.get("title", ""))[:PREFIX] not in folded(raw.text):
        return  # a short footnote: what it holds is that of the entry that it leads to
    if "cite" in fields:
        answer = printed_answer(fields, Style())
        among = tuple(field for field in FIELDS if field != "URL")
    else:
        answer = context_answer(fields)
        answer = alone(answer) if any(mark in raw.text for mark in '"“') else answer
        said = [name for name in SAID if name in answer or name not in fields]  # a title in a broken encoding is no answer
        among = (*said, *answer)
    found = row_answer(reference(RawReference("1", "1", raw.text, None, None, raw.url), Counter("d"), lexicon.outlets, 0))
    score(
        {name: value for name, value in found.items() if name in among}, answer, rows, f"references, printed on pages{check}", among=among
    )


def score(found: Answer, gold: Answer, rows: Rows, name: str, *, among: tuple[str, ...] = FIELDS) -> None:
    """Count the fields that either side has, and whether all are right."""
    found = alone(found) if "publisher" not in gold and "container-title" in gold else found
    for field in FIELDS:
        if field in among and (field in found or field in gold):
            rows.setdefault(f"{name}: {field}", Count()).decide(right=found.get(field) == gold.get(field))
    whole = all(found.get(field) == gold.get(field) for field in among)
    rows.setdefault(f"{name}: whole", Count()).decide(right=whole)
