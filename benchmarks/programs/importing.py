"""Prints the seconds that importing `measured` takes once its dependencies are there."""

import importlib
import sys
import time

import httpx2
import msgspec

assert httpx2 and msgspec
start = time.perf_counter()
importlib.import_module("measured")
for name in sys.argv[1:]:
    importlib.import_module(f"measured.{name}")
print(time.perf_counter() - start, 0)
