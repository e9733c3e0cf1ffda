"""A mutation fuzzer for the generator.

| module | contents |
|---|---|
| `seeds` | the descriptions that are mutated |
| `trees` | mutations of parsed descriptions, which know the structure of OpenAPI |
| `texts` | mutations of the text of YAML and JSON files |
| `invariants` | what holds for every run of the command line, whatever it is given |
| `child` | runs a range of mutants in a process with limits |
| `test_fuzz` | a fixed number of mutants, and faults that the fuzzer must detect |
"""
