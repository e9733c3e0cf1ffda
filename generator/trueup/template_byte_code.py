"""Byte code of trueup's own templates, in the folder of that of its modules.

To compile the templates takes a third of a small run. Like Python's byte code, it is
kept only where Python writes its own, and is not made for templates of a project.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from .digests import digest_of


class _TemplateByteCode(FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # the folder cannot be written
            super().dump_bytecode(bucket)


def byte_code_cache(module: str) -> FileSystemBytecodeCache | None:
    """The cache for the environment that a module makes, given as its file; None where
    Python writes no byte code.

    Another version of the module, of Jinja or of Python, or of a template, has other
    byte code.
    """
    folder = Path(cache_from_source(module)).parent
    if sys.dont_write_bytecode or not folder.is_dir():
        return None
    return _TemplateByteCode(str(folder), f"{digest_of(module)[:16]}-%s.template")
