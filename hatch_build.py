"""Puts the compiled form of the bundled data into the wheel, so that not even the first command on a machine reads YAML."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_COMPILE = """
from atmpcmp.reading.decided_products import read_decided_products
from atmpcmp.reading.library_cache import load_library
read_decided_products(load_library())
"""


class CompiledData(BuildHookInterface[Any]):
    """Reads the data by the package itself, laid out as it will be installed; what it then keeps is what is shipped."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the package is only linked to a checkout, whose data change."""
        if version == "editable":
            return
        top = Path(self.root)
        self._staged = tempfile.TemporaryDirectory()
        staged = Path(self._staged.name)
        package = staged / "packages" / "atmpcmp"
        shutil.copytree(top / "src" / "atmpcmp", package, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(top / "data", package / "data")
        (package / "compiled").mkdir()
        elsewhere = staged / "elsewhere"
        elsewhere.mkdir()
        where = os.pathsep.join([str(package.parent), *filter(None, sys.path)])
        environment = os.environ | {"PYTHONPATH": where, "ATMPCMP_CACHE_DIR": str(package / "compiled")}
        subprocess.run([sys.executable, "-c", _COMPILE], env=environment, cwd=elsewhere, check=True)  # noqa: S603  our own code
        for path in sorted((package / "compiled").glob("*.json")):
            build_data["force_include"][str(path)] = f"atmpcmp/compiled/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Tidy up."""
        del build_data, artifact_path
        if version != "editable":
            self._staged.cleanup()
