"""The command `secretariat`, as `python -m secretariat` and as a console script."""

from __future__ import annotations

import signal
import sys

from . import _native
from ._runtime import parser_program


def main() -> None:
    """Runs the command with the arguments of this process and ends it with the command's exit code."""
    # The command runs in native code, where Python could not deliver Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    arguments = ["secretariat", *sys.argv[1:]]
    program = parser_program()
    if program is not None and "--in-process" not in arguments:
        arguments += [] if "--" in arguments else ["--parser-program", program]
    sys.exit(_native.run_command(arguments))


if __name__ == "__main__":
    main()
