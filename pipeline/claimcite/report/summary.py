"""The summary of a run: what there is, which figures are claimed most and by whom, and three claims in full."""

# ruff: noqa: S608  what is put into SQL here are constants of this module; values are bound

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from claimcite.records import Claim, Reference
from claimcite.report.claim import claim_lines
from claimcite.report.text import Paint, amount, columns, plain, wrapped
from claimcite.store import Store, Tally

GROUPS, FIGURES, SPEAKERS, EXAMPLES = 5, 6, 3, 3
#: The day or month that a claim speaks of.
WHEN = "(SELECT json_extract(d.value, '$.edtf') FROM json_each(line, '$.dates') AS d WHERE json_extract(d.value, '$.relation') = 'at' LIMIT 1)"
#: What says nothing outside its text.
PRONOUNS = "'he', 'she', 'they', 'it', 'we', 'i', 'you', 'who', 'some', 'many'"
#: Who says it: the nearest speaker, else the outlet of the copy, else its agency, else the file.
WHO = f"""coalesce(json_extract(line, '$.attribution[0].source.name'),
    CASE WHEN lower(json_extract(line, '$.attribution[0].source.text')) NOT IN ({PRONOUNS}) THEN json_extract(line, '$.attribution[0].source.text') END,
    json_extract(line, '$.outlet.name'), json_extract(line, '$.outlet.domain'), json_extract(line, '$.agency.name'),
    (SELECT min(place.inner_path) FROM place JOIN document ON place.document = document.id WHERE document.key = row.document))"""
#: One row a quantity that is claimed to hold: counts of things only, nothing denied, demanded or yet to come.
FIGURE = f"""CREATE TEMP TABLE figure AS SELECT
    json_extract(q.value, '$.role') AS role, {WHEN} AS day, json_extract(q.value, '$.low') AS low,
    json_extract(q.value, '$.high') AS high, json_extract(q.value, '$.comparator') AS comparator,
    json_extract(q.value, '$.approximate') AS approximate, {WHO} AS who
    FROM row JOIN document ON document.key = row.document AND document.position IS NOT NULL, json_each(row.line, '$.quantities') AS q
    WHERE row.kind = 'claims' AND NOT json_extract(q.value, '$.vague') AND json_extract(q.value, '$.unit') IS NULL
    AND coalesce(json_extract(q.value, '$.role'), 'age') != 'age'
    AND json_extract(line, '$.polarity') = 'affirmed' AND json_extract(line, '$.modality') IN ('asserted', 'hedged')"""
#: How many claims have a confidence, and how many of them a high or a low one.
SURE = """SELECT count(*), sum(sure >= 0.8), sum(sure < 0.5) FROM (
    SELECT json_extract(line, '$.confidence') AS sure FROM row JOIN document ON document.key = row.document AND document.position IS NOT NULL
    WHERE row.kind = 'claims') WHERE sure IS NOT NULL"""
BOUNDS = "low, high, comparator, approximate"
#: Claims with the most to show, each from another document as long as there is one.
BEST = """SELECT line FROM (
    SELECT line, position, shown, row_number() OVER (PARTITION BY document ORDER BY shown DESC, n) AS rank FROM (
        SELECT line, document.position AS position, row.document AS document, n,
            (json_array_length(line, '$.quantities') > 0) * 2 + (json_array_length(line, '$.attribution') > 0) * 2
            + (json_extract(line, '$.quantities[0].role') IS NOT NULL) * 2 + (json_extract(line, '$.attribution[0].source.name') IS NOT NULL) * 2
            + (json_extract(line, '$.dates[0].edtf') IS NOT NULL) + (json_array_length(line, '$.places') > 0)
            + (json_array_length(line, '$.citations') > 0) + (json_extract(line, '$.outlet') IS NOT NULL) AS shown
        FROM row JOIN document ON document.key = row.document WHERE row.kind = 'claims' AND document.position IS NOT NULL))
    ORDER BY rank, shown DESC, position LIMIT ?"""


def summary(store: Store, tally: Tally | None = None, *, colour: bool = False) -> str:
    """Return the summary of what a store holds, and of what the run just did."""
    paint = Paint(colour)
    parts = [totals(store, tally, paint), kinds(store, paint), refused(store, paint), [*shares(store, paint), *sureness(store)], figures(store, paint)]
    return "\n\n".join(["\n".join(lines) for lines in parts if lines] + examples(store, paint))


def totals(store: Store, tally: Tally | None, paint: Paint) -> list[str]:
    """Return the line that counts everything."""
    counts, codes = store.counts(), store.codes()
    documents = sum(n for *_, n in store.groups())
    what = [(documents, "document"), (counts.claims, "claim"), (counts.references, "reference"), (counts.mentions, "mention")]
    line = ", ".join(f"{n:,} {name}{'' if n == 1 else 's'}" for n, name in what) + f", {sum(codes.values()):,} quarantined"
    done = [] if tally is None else [f"  {tally.processed:,} inputs processed now, {tally.unchanged:,} unchanged since an earlier run"]
    return [paint("bold", line), *done]


def kinds(store: Store, paint: Paint) -> list[str]:
    """Return the documents by kind, with the outlets that have most of them."""
    by_kind: dict[str, list[tuple[str, int]]] = {}
    for kind, outlet, n in store.groups():
        by_kind.setdefault(kind, []).append((plain(outlet, 40) if outlet else "no outlet", n))
    rows = []
    for kind, outlets in sorted(by_kind.items(), key=lambda item: -sum(n for _, n in item[1])):
        rest = len(outlets) - GROUPS
        shown = ", ".join(f"{name} {n:,}" for name, n in outlets[:GROUPS]) + (f" and {rest:,} more" if rest > 0 else "")
        rows.append((kind, f"{sum(n for _, n in outlets):,}", shown))
    return [paint("bold", "Documents"), *columns(rows, right=[1])] if rows else []


def refused(store: Store, paint: Paint) -> list[str]:
    """Return the quarantined inputs by code."""
    rows = [(code, f"{n:,}") for code, n in store.codes().items()]
    return [paint("yellow", "Quarantined") + " (see quarantine.jsonl)", *columns(rows, right=[1])] if rows else []


def shares(store: Store, paint: Paint) -> list[str]:
    """Return the share of claims that have each part."""
    counts = store.counts()
    if not counts.claims:
        return []
    parts = ("quantity", "date", "attribution", "citation", "raw")
    row = "   ".join(f"{part} {getattr(counts, f'with_{part}') / counts.claims:.0%}" for part in parts)
    return [paint("bold", "Claims with"), f"  {row}"]


def sureness(store: Store) -> list[str]:
    """Return how many claims are surely right, and how many are not; nothing where the pipeline was not calibrated."""
    ((total, high, low),) = store.query(SURE)
    return [f"  confidence ≥ 0.80 {high / total:.0%}, < 0.50 {low / total:.0%}"] if total else []


def figures(store: Store, paint: Paint) -> list[str]:
    """Return the figures claimed most, by role and day: those of one day stand under one another, so that rival figures show."""
    store.temporary("figure", FIGURE)
    groups = store.query("SELECT role, day, count(*) FROM figure GROUP BY 1, 2 ORDER BY day IS NULL, 3 DESC, 1, 2 LIMIT ?", GROUPS)
    lines: list[str] = []
    for role, day, total in list(groups):
        lines.append(f"  {paint('cyan', f'{plain(role)}, ' + (plain(day) if day else 'undated'))}  {paint('dim', claims(total))}")
        lines += columns(list(figure_rows(store, role, day)), right=[0], indent=4)
    heading = paint("bold", "Figures claimed most") + paint("dim", "  who says so: the nearest speaker, else the outlet")
    return [heading, *lines] if lines else []


def figure_rows(store: Store, role: str, day: str | None) -> Iterator[tuple[str, str, str]]:
    """Yield the differing figures of one group: bounds, who says so, how many claims."""
    where = "role IS ? AND day IS ?"
    found = store.query(f"SELECT {BOUNDS}, count(*) FROM figure WHERE {where} GROUP BY {BOUNDS} ORDER BY 5 DESC, {BOUNDS} LIMIT ?",
                        role, day, FIGURES)  # fmt: skip
    for *bounds, n in list(found):
        low, high, comparator, approximate = bounds
        same = f"{where} AND low IS ? AND high IS ? AND comparator = ? AND approximate = ?"
        who = store.query(f"SELECT who FROM figure WHERE {same} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?",
                          role, day, *bounds, SPEAKERS + 1)  # fmt: skip
        yield amount(low, high, comparator, approximate=bool(approximate)), speakers(list(who)), claims(n)


def speakers(found: list[tuple[Any, ...]]) -> str:
    """Return who says a figure; nobody named in text or outlet stands as a dash.

    >>> speakers([("Reuters",), (None,)])
    'Reuters; —'
    """
    names = [plain(name, 36) if name else "—" for (name,) in found]
    return "; ".join(names[:SPEAKERS]) + (" …" if len(names) > SPEAKERS else "")


def claims(n: int) -> str:
    """Return a number of claims.

    >>> claims(1), claims(1200)
    ('1 claim', '1,200 claims')
    """
    return f"{n:,} claim{'' if n == 1 else 's'}"


def examples(store: Store, paint: Paint) -> list[str]:
    """Return the claims that have most to show, in full."""
    parts = []
    for (line,) in list(store.query(BEST, EXAMPLES)):
        claim = msgspec.json.decode(line, type=Claim)
        cited = {c.reference for c in claim.citations}
        rows = (msgspec.json.decode(text, type=Reference) for text in store.lines_of(claim.document, "references"))
        references = {row.id: row for row in rows if row.id in cited}
        sentence = wrapped(f"“{plain(claim.sentence_text, 600)}”", indent=3, first=2)
        parts.append("\n".join([sentence, *claim_lines(claim, references, paint)]))
    return [paint("bold", f"{len(parts)} claims in full" if len(parts) != 1 else "One claim in full"), *parts] if parts else []
