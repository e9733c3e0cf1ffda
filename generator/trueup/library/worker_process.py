"""A worker process, which generates or checks one package after another."""

from __future__ import annotations

import contextlib
import errno
import gc
import hashlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from ..output import Destination
from .package_outcomes import run_action
from .package_results import Outcome, PackageAction

if TYPE_CHECKING:
    from ..config import Package
    from .run_settings import RunRequest

_STOPPED = 130


class Settings(Struct, frozen=True):
    """The arguments of all packages that a process runs."""

    request: RunRequest
    action: PackageAction
    locks: str
    """The folder of the files by which workers lock output folders."""
    collector: tuple[int, int, int]
    """The thresholds of the garbage collector."""


_settings: Settings
_is_busy = False


def initialize(settings: Settings) -> None:
    """Prepare the process."""
    global _settings
    _settings = settings
    gc.set_threshold(*settings.collector)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops its workers
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_stop_with_parent, daemon=True).start()


def run(package: Package) -> Outcome:
    """Process a package. Exits after `SIGTERM`, when all changes are undone."""
    global _is_busy
    try:
        _is_busy = True
        return run_action(
            package, _settings.request, _settings.action, turn=_output_lock(package)
        )
    except KeyboardInterrupt:
        os._exit(_STOPPED)
    finally:
        _is_busy = False


def _stop(signal_number: int, frame: FrameType | None) -> None:
    """Interrupt the package, once: undoing its changes must not be interrupted."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if not _is_busy:
        os._exit(_STOPPED)
    raise KeyboardInterrupt


def _stop_with_parent() -> None:
    """Stop after the parent was killed, since nothing else ends the wait for a package."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    if sys.platform == "win32":
        os._exit(_STOPPED)
    thread = threading.main_thread().ident
    signal.pthread_kill(thread or 0, signal.SIGTERM)


@contextlib.contextmanager
def _output_lock(package: Package) -> Iterator[None]:
    """Wait until no other worker writes to the output folder.

    `output` locks the folder against other runs, but does not wait for them. The system
    unlocks the files of a process that was killed.
    """
    folder = os.path.realpath(Destination.of(package).folder)
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()
    with Path(_settings.locks, name).open("ab") as file:
        _lock(file)
        yield


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                return
            except OSError as error:
                if error.errno not in (errno.EDEADLK, errno.EACCES):
                    return  # a file system without locks
                # It is still locked, after ten seconds.
    else:
        import fcntl

        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_EX)
