"""The conformance suite: client against description, server against description, and
client against server, by one file of vectors.

`pytest <package>/conformance` tries the generated client and server on each other. With
`--app module:attribute` or `--base-url URL` the server is yours. `conformance_local.py`
beside this file is yours too: fixtures in it replace those of `conftest.py`.

| module | holds |
|---|---|
| `vectors.json` | typed parameters and the exact wire, by operation |
| `checksum` | the SHA-256 of `vectors.json`; with another one, the suite does not run |
| `vectors` | the same, as data |
| `wire` | requests taken apart again, by other code than wrote them |
| `equality` | when two JSON values say the same |
| `subjects` | the generated client |
| `serving` | the generated server with handlers that record |
| `targets` | the server that is tried: the generated one, or yours |
"""
