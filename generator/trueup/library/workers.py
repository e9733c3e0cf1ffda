"""Run packages in worker processes, and return their outcomes in order.

Each worker is an executor with one process, so that a process that dies concerns one
package, which is known. Processes are spawned: this works on all platforms, and copies no
threads and no locks of this process. A process is replaced after `_PACKAGES_PER_PROCESS`
packages, so that memory is bounded.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Collection, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from ..pipeline.stages import Progress
from . import worker_process
from .package_outcomes import failed_outcome
from .package_results import Outcome, PackageAction

if TYPE_CHECKING:
    from ..config import Package
    from .run_settings import RunRequest

_PACKAGES_PER_PROCESS = 50
_MAX_JOBS = 8
_SECONDS = 1.0
_BYTES_PER_JOB = 400_000
_PACKAGES_PER_JOB = 4


_Run: TypeAlias = "Future[Outcome]"


def default_jobs(packages: Sequence[Package]) -> int:
    """The number of processes worth starting: a start takes as long as generating a few
    small packages."""
    size = sum(_size(package) for package in packages)
    useful = max(size // _BYTES_PER_JOB, len(packages) // _PACKAGES_PER_JOB)
    return max(1, min(useful, len(packages), _processors(), _MAX_JOBS))


def run_packages(
    packages: Sequence[Package],
    request: RunRequest,
    action: PackageAction,
    jobs: int,
    progress: Progress,
) -> Generator[Outcome, None, None]:
    """Yield the outcome for each package, in order; call `progress` with the name of
    each package that is finished.

    An exception, such as an interrupt, stops all workers; each undoes what it has written.
    """
    waiting, running = deque(enumerate(packages)), dict[_Run, tuple[int, _Worker]]()
    outcomes: dict[int, Outcome] = {}
    with _workers(min(jobs, len(packages)), request, action, running) as idle:
        for number in range(len(packages)):
            while number not in outcomes:
                while idle and waiting:
                    index, package = waiting.popleft()
                    worker = idle.pop()
                    running[worker.submit(package)] = index, worker
                # With a timeout, since Windows does not interrupt a wait.
                for run in wait(running, _SECONDS, FIRST_COMPLETED).done:
                    index, worker = running.pop(run)
                    outcomes[index] = worker.outcome(run, packages[index])
                    idle.append(worker)
                    progress(packages[index].name)
            yield outcomes.pop(number)


class _Worker:
    """An executor with one process, which is replaced from time to time."""

    def __init__(self, request: RunRequest, action: PackageAction, locks: str) -> None:
        self._settings = worker_process.Settings(
            request, action, locks, gc.get_threshold()
        )
        self._executor: ProcessPoolExecutor | None = None
        self._started = 0

    def submit(self, package: Package) -> _Run:
        if self._started == _PACKAGES_PER_PROCESS:
            self.close()
        if self._executor is None:
            self._executor, self._started = self._new_executor(), 0
        self._started += 1
        with _interrupts_blocked():  # which the process inherits, if it starts now
            try:
                return self._executor.submit(worker_process.run, package)
            except BrokenProcessPool:  # the process was killed between two packages
                self.close()
                self._executor, self._started = self._new_executor(), 1
                return self._executor.submit(worker_process.run, package)

    def _new_executor(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            1,
            multiprocessing.get_context("spawn"),
            worker_process.initialize,
            (self._settings,),
        )

    def outcome(self, run: _Run, package: Package) -> Outcome:
        error = run.exception()
        if error is None:
            return run.result()
        self.close()
        request = self._settings.request
        is_killed = isinstance(error, BrokenProcessPool)
        return failed_outcome(package, request, None if is_killed else error)

    def close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


@contextmanager
def _workers(
    count: int, request: RunRequest, action: PackageAction, running: Collection[_Run]
) -> Iterator[list[_Worker]]:
    """Idle workers. An exception stops them while packages are `running`."""
    others = {*multiprocessing.active_children()}
    with tempfile.TemporaryDirectory(prefix="trueup-") as locks:
        workers = [_Worker(request, action, locks) for _ in range(count)]
        try:
            yield [*workers]
        except BaseException:
            started = {*multiprocessing.active_children()} - others
            for process in started if running else ():
                process.terminate()
            raise
        finally:
            for worker in workers:
                worker.close()


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block SIGINT, which a terminal sends to all processes; this one stops the others."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _size(package: Package) -> int:
    try:
        return 0 if package.url else package.description.stat().st_size
    except OSError:
        return 0


def _processors() -> int:
    """The number of processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
