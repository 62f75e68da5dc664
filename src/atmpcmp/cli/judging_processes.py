"""Several processes that judge dossiers, each with a library of its own; what they give back comes in the order of what was asked.

What goes through the pipes is JSON and text, never pickled data; a process ends when its pipe does, or the process that started it.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import signal
import sys
import threading
import traceback
from collections import deque
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from atmpcmp.cli.check_work import CheckWorker, Piece
from atmpcmp.engine.portfolio import PortfolioRow, standing
from atmpcmp.model.problem import InvalidInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.process import BaseProcess

    from atmpcmp.cli.check_work import CheckWork
    from atmpcmp.cli.interruption import Interruption
    from atmpcmp.model.library import Library

Outcome = Piece | Exception | None
_WAITS_FOR = 0.2
_AHEAD = 2
_WINDOW = 8
_ENDS_WITHIN = 2.0


class Task(NamedTuple):
    """One dossier to `read` or to `judge`."""

    verb: str
    path: Path


class ProcessFailedError(Exception):
    """A process of ours failed or was ended from outside."""


def done(worker: CheckWorker, task: Task) -> Outcome:
    """What comes of one task: a piece, nothing where a dossier was only read, or the reason why it cannot be judged."""
    try:
        if task.verb == "judge":
            return worker.judge(task.path)
        worker.read(task.path)
    except (InvalidInputError, ValueError) as error:
        return error
    return None


class ThisProcess:
    """The same without other processes."""

    def __init__(self, work: CheckWork, library: Library) -> None:
        """Work by a library."""
        self._worker = CheckWorker(work, library)

    def outcomes(self, tasks: Iterable[Task], asked: Interruption) -> Iterator[Outcome]:
        """Do tasks until it is asked to stop."""
        for task in tasks:
            if asked.is_asked:
                return
            yield done(self._worker, task)

    def end(self) -> None:
        """Nothing is left to end."""


class JudgingProcesses:
    """Processes that wait for tasks."""

    def __init__(self, work: CheckWork, library: Library, jobs: int, method: str = "") -> None:
        """Start them.

        Args:
            work: what is asked of every dossier.
            library: that forked processes share; others load it themselves.
            jobs: how many.
            method: how they are started; by default forked on Linux, where no thread stands in the way.
        """
        method = method or ("fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn")
        context: Any = multiprocessing.get_context(method)
        self._ends: list[Connection] = []
        self._processes: list[BaseProcess] = []
        # Whoever presses Ctrl-C means this process: the others are told by it, and not by the terminal too, also while they start.
        before = _ignored_interrupt()
        try:
            for _ in range(jobs):
                ours, theirs = context.Pipe()
                self._ends.append(ours)
                shared = (library, tuple(self._ends)) if method == "fork" else (None, ())
                process = context.Process(target=_serve, args=(theirs, work, *shared), daemon=True)
                process.start()
                self._processes.append(process)
                theirs.close()
        finally:
            if before is not None:
                signal.signal(signal.SIGINT, before)

    def outcomes(self, tasks: Iterable[Task], asked: Interruption) -> Iterator[Outcome]:
        """Do tasks in all processes, and give what comes of them in their order, until it is asked to stop.

        No process runs far ahead of what was taken, so that memory does not grow with the number of tasks.

        Raises:
            ProcessFailedError: where a process is gone.
        """
        numbered = enumerate(tasks)
        doing: dict[Connection, deque[int]] = {end: deque() for end in self._ends}
        finished: dict[int, Outcome] = {}
        given = taken = 0
        is_all = False
        while not asked.is_asked:
            for end in sorted(doing, key=lambda end: len(doing[end])) * _AHEAD:
                if not is_all and len(doing[end]) < _AHEAD and given - taken < _WINDOW * len(self._ends):
                    numbered_task = next(numbered, None)
                    if numbered_task is None:
                        is_all = True
                        break
                    given += 1
                    self._send(end, numbered_task[1])
                    doing[end].append(numbered_task[0])
            if is_all and taken == given:
                return
            ready = wait([end for end, numbers in doing.items() if numbers], _WAITS_FOR)
            for end in (end for end in self._ends if end in ready):
                finished[doing[end].popleft()] = self._received(end)
            while taken in finished and not asked.is_asked:
                yield finished.pop(taken)
                taken += 1

    def end(self) -> None:
        """End all of them, whatever they are at."""
        for process in self._processes:
            process.terminate()
        for end in self._ends:
            end.close()
        for process in self._processes:
            process.join(_ENDS_WITHIN)

    @staticmethod
    def _send(end: Connection, task: Task) -> None:
        try:
            end.send_bytes(json.dumps([task.verb, str(task.path)]).encode())
        except OSError as error:
            raise _gone() from error

    @staticmethod
    def _received(end: Connection) -> Outcome:
        try:
            about, text = json.loads(end.recv_bytes()), end.recv_bytes().decode("utf-8", "surrogatepass")
        except (EOFError, OSError) as error:
            raise _gone() from error
        match about["kind"]:
            case "read":
                return None
            case "piece":
                product, file, standings, gaps = about["row"]
                found = tuple(None if counts is None else standing(*counts) for counts in standings)
                return Piece(text, PortfolioRow(product, file, found, tuple((topic, column) for topic, column in gaps)), about["fails"])
            case "problems":
                return InvalidInputError(Problem(*problem) for problem in about["problems"])
            case "refused":
                return ValueError(text)
        failure = ProcessFailedError(about["error"])
        failure.add_note(text)
        raise failure


def _gone() -> ProcessFailedError:
    return ProcessFailedError("a process that judged dossiers is gone; was it ended, or was there too little memory? Try fewer --jobs")


def _ignored_interrupt() -> Any:
    """Ignore Ctrl-C, and give what was done about it before; None in a thread that may not say."""
    if threading.current_thread() is not threading.main_thread():
        return None
    return signal.signal(signal.SIGINT, signal.SIG_IGN)


def _serve(end: Connection, work: CheckWork, library: Library | None, others: tuple[Connection, ...]) -> None:
    """Do tasks as they come, until there is nobody left to do them for."""
    for other in others:
        other.close()
    for name in ("SIGTERM", "SIGHUP"):
        # Being ended is the business of the process that started this one, which says what became of the work.
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    gc.disable()
    started_by = multiprocessing.parent_process()
    watched: list[Any] = [end, *([started_by.sentinel] if started_by is not None else [])]
    worker: CheckWorker | None = None
    try:
        while end in wait(watched):
            verb, path = json.loads(end.recv_bytes())
            try:
                worker = worker or CheckWorker(work, library or _library(work))
                about, text = _described(done(worker, Task(verb, Path(path))))
            except Exception as error:  # noqa: BLE001  whatever it is, the process that started this one has to say it
                about, text = {"kind": "failed", "error": f"{type(error).__name__}: {error}"}, traceback.format_exc()
            end.send_bytes(json.dumps(about).encode())
            end.send_bytes(text.encode("utf-8", "surrogatepass"))
    except (EOFError, OSError):
        return


def _library(work: CheckWork) -> Library:
    from atmpcmp.reading.library_cache import load_library

    return load_library(work.rules)


def _described(outcome: Outcome) -> tuple[dict[str, Any], str]:
    """What goes through the pipe: a few facts, and the text as it is."""
    if outcome is None:
        return {"kind": "read"}, ""
    if isinstance(outcome, Piece):
        return {"kind": "piece", "row": outcome.row, "fails": outcome.fails}, outcome.text
    if isinstance(outcome, InvalidInputError):
        return {"kind": "problems", "problems": outcome.problems}, ""
    return {"kind": "refused"}, str(outcome)


Judging = ThisProcess | JudgingProcesses
