"""stub during building."""

import typer


def command() -> None:
    """X"""
    raise typer.Exit(2)
