"""What processes do for large work: a second one, forked from this one, and a patient
collector of garbage. Knows no stage.

A fork has all that this process knows, for nothing; only what it makes is sent back.
Where nothing can be forked, or there is one processor, everything is done here: the
results are the same.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
U = TypeVar("U")


def can_fork() -> bool:
    """Whether there is a second processor, and a system on which forking is safe.

    Not on macOS, where libraries of the system may have threads of their own, nor in
    a program that has.
    """
    return (
        sys.platform == "linux"
        and len(os.sched_getaffinity(0)) > 1
        and threading.active_count() == 1
    )


def beside(there: Callable[[], T], here: Callable[[], U]) -> tuple[T, U]:
    """Results of both: `there` is done in a fork meanwhile, so what it gives or raises
    can be pickled, and nothing else that it changes is seen.

    What `here` raises is raised; if it raises nothing, what `there` raises.
    """
    if not can_fork():
        return there(), here()
    import multiprocessing

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    # What exists by now is garbage for neither process; looking would copy its pages.
    gc.freeze()
    process = context.Process(target=_answer, args=(there, sender), daemon=True)
    process.start()
    sender.close()
    try:
        done = here()
        answer = receiver.recv_bytes()
    except EOFError:
        process.join()
        raise ChildProcessError(f"exit code {process.exitcode}") from None
    finally:
        process.terminate()
        process.join()
        receiver.close()
        gc.unfreeze()
    result, error = pickle.loads(answer)
    if error is not None:
        raise error
    return result, done


def halves(weights: Sequence[int]) -> tuple[list[int], list[int]]:
    """Indexes of weights in two shares of about the same sum, each share in order."""
    shares: tuple[list[int], list[int]] = ([], [])
    sums = [0, 0]
    for index in sorted(range(len(weights)), key=lambda one: -weights[one]):
        lighter = 0 if sums[0] < sums[1] else 1
        shares[lighter].append(index)
        sums[lighter] += weights[index]
    return sorted(shares[0]), sorted(shares[1])


def _answer(work: Callable[[], object], sender: Connection) -> None:
    """Sends what `work` gives, or what it raises. An interrupt ends the other process,
    which ends this one."""
    import traceback

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        answer = pickle.dumps((work(), None))
    except Exception as error:
        error.add_note("in a second process\n" + traceback.format_exc())
        answer = pickle.dumps((None, error))
    sender.send_bytes(answer)


@contextmanager
def patient_collector() -> Iterator[None]:
    """Makes Python look for garbage a hundred times less often.

    Stages make millions of objects that live to the end, and nearly no cycles: at the
    usual threshold the collector takes an eighth to a fifth of the time of a large
    description. At this one it takes a fortieth, and memory stays the same.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
