"""The public surface of generated packages, and its changes from one run to the next.

| module | contents |
|---|---|
| `public_symbols`, `public_types` | the surface: records that are stored as JSON |
| `extraction`, `extracted_operations`, `extracted_declarations` | the surface of an API |
| `value_limits` | limits of schemas that no type shows |
| `surface_file` | the surface as a file of the package |
| `surface_comparison` | `compare_surfaces` |
| `renames`, `variant_matching` | matching of symbols, and of the variants of unions |
| `type_names`, `type_relations`, `type_impact` | comparison of types |
| `operation_comparison`, `response_comparison`, `declaration_comparison` | its parts |
| `caller_changes`, `change_messages` | kinds of changes, and their sentences |
| `change_locations` | the places of changes in the description |
| `version_bump` | the next semantic version |
"""

from .caller_changes import CallerChange, Impact, kind_of
from .change_locations import location_of, symbol_locations
from .change_messages import change_message
from .extraction import extract_surface
from .public_symbols import Surface
from .surface_comparison import SurfaceChanges, compare_surfaces
from .surface_file import SURFACE, BrokenSurface, parse_surface, surface_text
from .version_bump import Bump

__all__ = [
    "SURFACE",
    "BrokenSurface",
    "Bump",
    "CallerChange",
    "Impact",
    "Surface",
    "SurfaceChanges",
    "change_message",
    "compare_surfaces",
    "extract_surface",
    "kind_of",
    "location_of",
    "parse_surface",
    "surface_text",
    "symbol_locations",
]
