"""Print the commands of the README's section “Two commands”, so that CI runs exactly what a reader would."""

import re
import sys
from pathlib import Path

text = Path(sys.argv[1]).read_text(encoding="utf-8")
section = text.split("## Two commands")[1].split("\n## ")[0]
commands = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
if len(commands) != 2:
    sys.exit("the README no longer has two commands")
print("\n".join(commands))
