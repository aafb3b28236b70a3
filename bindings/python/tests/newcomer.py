"""What a newcomer does: the programs of the README, in a clean environment, with files of their own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

root, command = Path(sys.argv[1]), sys.argv[2]
files = root / "examples" / "files"
for name, original in {
    "contract.pdf": "lease-Speicherhof-3.pdf",
    "question.eml": "mail-3-open-questions.eml",
    "minutes.docx": "minutes-2026-11-18.docx",
}.items():
    shutil.copy(files / original, name)
blocks = re.findall(r"```python\n(.*?)```", (root / "bindings/python/README.md").read_text(encoding="utf-8"), re.S)
# The first three are whole programs; the others are parts that need names of the reader's own.
for number, program in enumerate(blocks[:3], 1):
    Path("program.py").write_text(program, encoding="utf-8")
    done = subprocess.run([sys.executable, "program.py"], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.strip(), f"program {number}:\n{done.stderr}"
    if number == 1:
        assert "page" in done.stdout and "We will not renew." in done.stdout, done.stdout
for block in blocks[3:]:
    compile("async def part():\n" + "".join(f"    {line}\n" for line in block.splitlines()), "README.md", "exec")
helper = next(Path(sys.prefix).glob("lib/python*/site-packages/secretariat/bin/secretariat-parser"))
assert helper.is_file()
done = subprocess.run([command, "--office", "mine", "--json", "add", "contract.pdf"], capture_output=True, text=True)
assert done.returncode == 0, done.stderr
print("the README's programs and the command run from the wheel")
