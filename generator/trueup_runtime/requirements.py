"""The check that a generated package makes when it is imported."""

from __future__ import annotations

import re

from . import __version__


def require(package: str, *, at_least: tuple[int, ...], below: tuple[int, ...]) -> None:
    """Raise `ImportError` unless this version of the runtime is one that `package` needs."""
    version = tuple(map(int, re.findall(r"\d+", __version__)[:3]))
    if at_least <= version < below:
        return
    lowest, end = (".".join(map(str, one)) for one in (at_least, below))
    wanted = f"trueup-runtime>={lowest},<{end}"
    raise ImportError(
        f"{package} needs {wanted}, and {__version__} is installed: "
        f'run `pip install "{wanted}"`'
    )
