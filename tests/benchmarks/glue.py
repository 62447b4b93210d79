"""What a user would glue together: trafilatura, spaCy, dateparser's ``search_dates``, quantulum3; one JSON line a sentence with a number."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from pathlib import Path

import spacy
import trafilatura
from dateparser.search import search_dates
from quantulum3 import classifier, parser

from measure import report

classifier.USE_CLF = False  # its shipped classifier does not load with today's scikit-learn


def sentences(html: str, nlp: spacy.language.Language) -> tuple[int, list[dict[str, object]]]:
    """Return the number of words and a row for each sentence with a quantity."""
    text = trafilatura.extract(html, include_comments=False) or ""
    meta = trafilatura.extract_metadata(html)
    base = dt.datetime.fromisoformat(meta.date) if meta and meta.date else dt.datetime(2020, 1, 1)
    doc = nlp(text)
    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base}) or []
    dates = [(text.find(words), value.date().isoformat()) for words, value in found]
    quantities = parser.parse(text)
    rows: list[dict[str, object]] = []
    for sent in doc.sents:
        a, b = sent.start_char, sent.end_char
        own = [(q.value, q.unit.name) for q in quantities if a <= q.span[0] < b]
        if own:
            rows.append({"text": sent.text, "quantities": own, "dates": [d for at, d in dates if a <= at < b], "names": [e.text for e in sent.ents],
                         "outlet": meta.sitename if meta else None})  # fmt: skip
    return len(text.split()), rows


def main(folder: Path, model: str, out: Path) -> None:
    """Run over all pages of a folder."""
    nlp = spacy.load(model)
    parser.parse("1 km")
    search_dates("May 1, 2020", languages=["en"])
    words, start, wall = 0, time.process_time(), time.perf_counter()
    pages = sorted(folder.glob("*.html"))
    with out.open("w", encoding="utf8") as file:
        for page in pages:
            count, rows = sentences(page.read_text(encoding="utf8", errors="replace"), nlp)
            words += count
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    report(len(pages), words, time.process_time() - start, time.perf_counter() - wall)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
