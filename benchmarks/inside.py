"""One measurement inside an installation, in a process of its own: `python -m benchmarks.inside pages`.

Prints the seconds of each round as JSON. The module of that name is imported only when Django has been set up.
"""

from __future__ import annotations

import importlib
import json
import sys

from benchmarks.installation import installation


def main() -> None:
    """Measure what the argument names."""
    with installation() as world:
        print(json.dumps(importlib.import_module(f"benchmarks.{sys.argv[1]}").measure(world)))


if __name__ == "__main__":
    main()
