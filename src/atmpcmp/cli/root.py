"""What `atmpcmp` takes before a command."""

from __future__ import annotations

from typing import Annotated

import typer


def _show_version(value: bool) -> None:
    if value:
        from atmpcmp.version import __version__

        typer.echo(f"atmpcmp {__version__}")
        raise typer.Exit


def root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)] = False,
) -> None:
    """Compare the evidence that authorities require of an advanced therapy with what its dossier holds."""
