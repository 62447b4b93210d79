"""What ``claimcite verify`` says: what was confirmed, and what was not."""

from __future__ import annotations

from claimcite.report.text import columns, plain
from claimcite.verify import SHOWN, Verdict


def progress(verdict: Verdict) -> str:
    """Return the line that a terminal shows while documents are checked."""
    return f"{verdict.documents:,} documents checked, {len(verdict.failures):,} failures"


def verdict_lines(verdict: Verdict) -> list[str]:
    """Return the summary of a check, failures first.

    >>> print("\\n".join(verdict_lines(Verdict(documents=1, runs=2))))
    1 document, 2 runs of copied text
      claims      0 rows  0 with a raw range  -
      mentions    0 rows  0 with a raw range  -
      references  0 rows  0 with a raw range  -
    all of them hold
    >>> verdict_lines(Verdict(documents=1, absent=1, failures=["a.txt: there is no such file now"]))[-1]
    'not confirmed: 1 input that is not there now; --root names the folder that paths count from'
    """
    rows = [(name, f"{n:,} rows", f"{verdict.placed[name]:,} with a raw range", share(verdict.placed[name], n)) for name, n in verdict.rows.items()]
    head = f"{counted(verdict.documents, 'document')}, {counted(verdict.runs, 'run')} of copied text"
    return [*map(plain, verdict.failures), head, *columns(rows, right=(1, 2, 3)), outcome(verdict)]


def outcome(verdict: Verdict) -> str:
    """Return the last line: whether all was confirmed, else how many were not."""
    if verdict.held:
        return "all of them hold"
    kinds = ((verdict.wrong, "row or run that does not hold", "rows or runs that do not hold"), (verdict.changed, "input that has changed", "inputs that have changed"),
             (verdict.absent, "input that is not there now", "inputs that are not there now"))  # fmt: skip
    said = ", ".join(f"{n:,} {one if n == 1 else many}" for n, one, many in kinds if n)
    hint = "; --root names the folder that paths count from" if verdict.absent else ""
    return f"not confirmed: {said}{hint}" + (f" (the first {SHOWN} stand above)" if verdict.wrong + verdict.changed + verdict.absent > SHOWN else "")


def counted(n: int, name: str) -> str:
    """Return a number with its noun."""
    return f"{n:,} {name}{'' if n == 1 else 's'}"


def share(part: int, whole: int) -> str:
    """Return a share of rows in percent, "-" of none."""
    return f"{100 * part / whole:.2f} %" if whole else "-"
