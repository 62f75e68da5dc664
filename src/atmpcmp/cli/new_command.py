"""stub during building."""

import typer


def command() -> None:
    """x"""
    raise typer.Exit(2)
