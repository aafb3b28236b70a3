"""Converts every file of a folder with markitdown, one after the other, and prints how long it took."""

import json
import resource
import sys
import time
from pathlib import Path

from markitdown import MarkItDown, MarkItDownException


def main(folder: str) -> None:
    files = sorted(Path(folder).iterdir())
    converter = MarkItDown()
    # The first file of a format loads its libraries; that is no part of the work.
    converter.convert(str(files[0]))
    failed = 0
    start = time.perf_counter()
    for file in files:
        try:
            converter.convert(str(file))
        except MarkItDownException as error:
            failed += 1
            if failed == 1:
                print(f"{file.name}: {error}", file=sys.stderr)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "failed": failed, "peak_bytes": peak}))


if __name__ == "__main__":
    main(sys.argv[1])
