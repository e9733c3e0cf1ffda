"""The conformance suite: client against description, server against description, and
client against server, by one file of vectors.

`pytest <package>/conformance` tests the generated client and server against each other.
`python -m <package>.conformance --app module:attribute` or `--base-url URL` tests a server
of yours. `conformance_local.py` in this folder is yours, too: fixtures in it replace those
of `conftest.py`.
"""
