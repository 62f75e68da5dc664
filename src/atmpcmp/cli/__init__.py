"""The command line: each command turns options into one call, a report and an exit code."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # typing and signal take longer to import than all that --version needs
if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer

COMMANDS = {
    "check": "Judge dossiers against the rules of every jurisdiction.",
    "precedents": "Rank what was decided on similar products.",
    "backtest": "Test the rules by what authorities criticised.",
    "diff": "Compare two jurisdictions, or one on two days, topic by topic.",
    "matrix": "Put all jurisdictions side by side.",
    "lint": "Check rule files, and run the examples of every rule.",
    "explain": "Explain one rule, topic or field in full.",
    "list": "List what is in the library.",
    "new": "Print a commented scaffold to start from.",
    "schema": "Print a JSON Schema for editors.",
}
EXIT_OK, EXIT_FINDINGS, EXIT_FAILED = 0, 1, 2


class InterruptedByUserError(BaseException):
    """The user pressed Ctrl-C, or the system asked to end: no error of the work, and not to be taken for findings."""


def run() -> None:
    """Run the command line as a process of its own: `main`, and out without tearing down what the system takes back anyway."""
    if sys.argv[1:] != ["--version"]:
        _heed_signals()
    if sys.stdout is None or sys.stderr is None:
        import io

        from atmpcmp.cli.closed_stream import ClosedStream

        # Python gives None for a stream that the shell has closed (`>&-`).
        sys.stdout, sys.stderr = sys.stdout or ClosedStream("standard output"), sys.stderr or io.StringIO()
    # A command makes many objects that live as long as it does and next to no cycles: looking for those takes longer than judging.
    gc.disable()
    # Looking for plugins of pydantic reads the metadata of every installed package, which takes longer than judging a dossier.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = EXIT_FAILED
    try:
        main()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else EXIT_OK if leaving.code is None else EXIT_FAILED
    except InterruptedByUserError:
        sys.stderr.write("interrupted\n")
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = EXIT_FAILED
    os._exit(code)


def _heed_signals() -> None:
    import signal

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)


def _interrupt(_signal: int, _frame: object) -> None:
    raise InterruptedByUserError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 nothing at or above the threshold, 1 findings, 2 the work could not be done.

    Args:
        arguments: without the program's name; those of the process where None.

    Raises:
        SystemExit: always, with the exit code.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in arguments
    if debug:
        arguments.remove("--debug")
    try:
        if arguments == ["--version"]:
            from atmpcmp.version import __version__

            sys.stdout.write(f"atmpcmp {__version__}\n")
            sys.exit(EXIT_OK)
        application(arguments)(args=arguments, prog_name="atmpcmp")
    except BrokenPipeError:
        # The reader went away (`| head`): nobody is left to be told anything.
        sys.exit(EXIT_FAILED)
    except Exception as error:
        if debug:
            raise
        from atmpcmp.cli.failing import say_failure

        sys.exit(say_failure(error))


def application(arguments: Sequence[str]) -> typer.Typer:
    """The application with only the command that is called; with all of them for help and completion."""
    import importlib

    import typer

    from atmpcmp.cli.root import root

    app = typer.Typer(
        add_completion=True,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help="Compare the evidence that authorities require of an advanced therapy with what its dossier holds.",
        epilog="Exit codes: 0 nothing at or above the threshold, 1 findings, 2 the work could not be done. --debug shows a traceback.",
    )
    app.callback(invoke_without_command=False)(root)
    called = next((argument for argument in arguments if not argument.startswith("-")), "")
    for name, summary in COMMANDS.items():
        if called in COMMANDS and name != called:
            continue
        module = importlib.import_module(f"atmpcmp.cli.{name}_command")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name, help=summary)
        else:
            app.command(name, help=summary)(module.command)
    return app
