"""Workers: whatever a document does to its process costs that one document, and the others come out the same."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimcite import worker
from claimcite.config import Config
from claimcite.errors import ModelError
from claimcite.records import Locator, Quarantined, Record
from claimcite.store import Done, Here, Store, run
from claimcite.workers import Pool, pool

Process = Callable[[Record], Done]
#: What a document may do to its process, by the word that it begins with.
DEEDS = {
    "kill": "os.kill(os.getpid(), signal.SIGKILL)",
    "segfault": "ctypes.string_at(0)",
    "exit": "os._exit(3)",
    "loop": "re.match(r'(a|a)*b', 'a' * 60)",  # within one call into C
    "bomb": "held = [bytes(100_000_000) for _ in range(1000)]",
    "creep": "held = []\n    while True:\n        held.append(bytearray(os.urandom(1_000_000)))",
    "print": "print('x' * 100_000); sys.stderr.write('y' * 100_000); os.write(1, b'z' * 100_000)",
}
#: A worker without a model, which carries out the deed that a document names, else answers like a fast one.
CHILD = """
import ctypes, os, re, signal, sys, time
from claimcite import worker
from claimcite.identity import refusal
from claimcite.store import Done

def act(text):
    {deeds}

def answer(record, kept):
    try:
        act(record.data.decode())
    except MemoryError:
        return Done(None, refusal(record, "parse", "memory", "too much"))
    return Done(None, refusal(record, "read", "empty", record.data.decode() * 1000))

worker.processor = lambda under: answer
worker.main()
"""


def record(text: str) -> Record:
    """A record of some text, named after it."""
    data = text.encode()
    return Record(f"in/{text}", Locator(text), data, hashlib.sha256(data).hexdigest())


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Pool]]:
    """Makes pools of workers that carry out ``DEEDS``."""
    deeds = "\n".join(f"    if text.startswith({name!r}):\n    {textwrap.indent(deed, '    ')}" for name, deed in DEEDS.items())
    code = CHILD.format(deeds=deeds.strip())
    start, made = subprocess.Popen, list[Pool]()

    def popen(command: list[str], **options: object) -> object:
        return start([command[0], "-c", code], **options)  # type: ignore[call-overload]

    monkeypatch.setattr("claimcite.workers.subprocess.Popen", popen)

    def make(size: int = 2, **limits: int) -> Pool:
        made.append(Pool(Config(**limits), size))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()


def answers(work: Pool, texts: list[str]) -> dict[str, Quarantined]:
    """What came of each text."""
    found, left = {}, list(texts)
    busy = 0
    while left or busy:
        while left and work.free:
            work.submit(record(left.pop(0)))
            busy += 1
        item, done = work.wait()
        busy -= 1
        assert done.quarantined is not None
        found[item.locator.path] = done.quarantined
    return found


@pytest.mark.parametrize(
    ("deed", "code", "message"),
    [("kill", "crashed", "SIGKILL"), ("segfault", "crashed", "SIGSEGV"), ("exit", "crashed", "exit code 3"), ("loop", "timeout", "1 seconds"),
     ("bomb", "memory", ""), ("creep", "memory", "")],
)  # fmt: skip
def test_a_deadly_document_costs_itself_alone(fake: Callable[..., Pool], deed: str, code: str, message: str) -> None:
    texts = [f"good {n}" for n in range(6)]
    found = answers(fake(2, max_seconds=1 if deed == "loop" else 60, max_memory=300), [*texts[:3], deed, *texts[3:]])
    assert found[deed].code == code
    assert message in found[deed].message
    assert [found[text].message for text in texts] == [text * 1000 for text in texts]


def test_a_document_may_be_its_worker_s_end_again_and_again(fake: Callable[..., Pool]) -> None:
    found = answers(fake(2), ["exit 1", "kill 2", "exit 3", "good", "kill 4", "exit 5"])
    assert [found[text].code for text in ("exit 1", "kill 2", "exit 3", "kill 4", "exit 5")] == ["crashed"] * 5
    assert found["good"].code == "empty"


def test_what_libraries_print_does_not_reach_the_pipe(fake: Callable[..., Pool], capfd: pytest.CaptureFixture[str]) -> None:
    found = answers(fake(1), ["print", "good"])
    assert {row.code for row in found.values()} == {"empty"}
    assert capfd.readouterr() == ("", "")


def test_an_idle_worker_that_was_killed_is_replaced_and_costs_nothing(fake: Callable[..., Pool]) -> None:
    work = fake(1)
    answers(work, ["good 1"])
    process = work._workers[0]._process
    process.kill()
    process.wait()
    assert answers(work, ["good 2"])["good 2"].code == "empty"


def test_an_idle_worker_that_was_killed_is_not_asked_again_and_again(fake: Callable[..., Pool], monkeypatch: pytest.MonkeyPatch) -> None:
    work = fake(2, max_seconds=1)
    answers(work, ["good 1", "good 2"])
    work.submit(record("loop"))
    busy, idle = (work._workers[0], work._workers[1]) if work._workers[0].record is not None else (work._workers[1], work._workers[0])
    idle._process.kill()
    turns = 0
    select = work._selector.select

    def counted(timeout: float) -> object:
        nonlocal turns
        turns += 1
        return select(timeout)

    monkeypatch.setattr(work._selector, "select", counted)
    item, done = work.wait()
    assert (item.locator.path, done.quarantined is not None and done.quarantined.code) == ("loop", "timeout")
    assert turns < 100, "it waits without turning round"
    assert idle not in work._workers
    assert busy not in work._workers


def test_a_run_with_nothing_to_do_starts_no_worker(tmp_path: Path) -> None:
    with pool(Config()) as work, Store(tmp_path, create=True) as store:
        run([], work, store, "x")
        assert work._workers == []


def test_a_model_that_cannot_be_loaded_ends_the_run_with_its_reason() -> None:
    work = Pool(Config(model="no_such_pipeline"), 1)
    work.submit(record("x"))
    with pytest.raises(ModelError, match="'no_such_pipeline' cannot be found"):
        work.wait()
    work.close()


def test_workers_die_with_their_parent(tmp_path: Path) -> None:
    """The parent is killed while its worker is in a loop that it cannot leave by itself."""
    code = f"""
import os, signal, sys
sys.path[:0] = {sys.path!r}
from claimcite import workers
from claimcite.config import Config
import subprocess, time
start = subprocess.Popen
child = "import sys; from claimcite import worker; worker.processor = lambda c: (lambda r, p: [0 for _ in iter(int, 1)]); worker.main()"
workers.subprocess.Popen = lambda command, **o: start([command[0], "-c", child], **o)
from claimcite.records import Locator, Record
pool = workers.Pool(Config(), 1)
pool.submit(Record("x", Locator("x"), b"x", "0" * 64))
time.sleep(1.5)
print(pool._workers[0]._process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    pid = int(done.stdout)
    until = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]:
        assert time.monotonic() < until, "the worker outlived its parent"
        time.sleep(0.05)


def test_frames_hold_lone_surrogates_and_every_kind_of_record() -> None:
    item = Record("x", Locator("x", 3, None, 9, "text"), b"\xff\x00", "0" * 64, text="a\ud800b", markup="html", charset="utf-8")
    assert worker.Task.of(item, {}).unwrapped() == item


def test_here_and_workers_give_the_same_rows(tmp_path: Path) -> None:
    from claimcite.flow import process
    from claimcite.lexicon import load_lexicon
    from claimcite.parse import load_model

    config, model, lexicon = Config(), load_model(), load_lexicon()
    items = [record(f"At least {n} miners were killed in Oru on 3 May 2026, the ministry said." * (n % 3)) for n in range(1, 12)]
    items += [record("At least 5 miners were killed in Oru on 3 May 2026, the ministry said." * 2)] * 2
    found = []
    for name, work in (("here", Here(lambda item: process(item, model=model, lexicon=lexicon, config=config))), ("pool", Pool(config, 2))):
        (tmp_path / name).mkdir()
        with Store(tmp_path / name, create=True) as store:
            run(items, work, store, "x")
            found.append([*store.documents(), *store.lines("claims"), *store.lines("mentions"), *store.quarantine()])
        if isinstance(work, Pool):
            work.close()
    assert found[0] == found[1]
    assert len(found[0]) > 20


def test_the_environment_of_workers_finds_the_package_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    with pool(Config(workers=1)) as work:
        work.submit(record("Two men died in Oru."))
        _, done = work.wait()
    assert done.packed is not None
    assert done.packed.counts.claims == 1
    assert os.environ.get("PYTHONPATH") is None
