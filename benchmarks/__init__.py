"""Measures trueup and what it emits, beside others of its kind: `python -m benchmarks`.

| module | holds |
|---|---|
| `synthesis` | descriptions of any size, made by rule |
| `processes` | one run of a program: seconds, processor seconds, memory |
| `generators` | the programs that are compared, each in an environment of its own |
| `generation` | cold runs, repeated runs, growth |
| `packages` | import, decoding and calls of what was emitted |
| `serving` | requests to a generated server and to servers by hand |
| `tables` | times and ratios as Markdown |

Never run by the tests: a clock proves nothing on a busy machine. Programs that are
compared take turns, so that a slow minute is slow for all of them; read the ratios.
"""
