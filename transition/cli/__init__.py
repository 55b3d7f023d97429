"""The command line: verbs become library calls; the only room that prints and that looks at the clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from transition.cli.analyze import analyze
from transition.cli.cache import app as cache
from transition.cli.compare import compare
from transition.cli.doctor import doctor
from transition.cli.evaluate import evaluate
from transition.cli.explain import explain, read
from transition.cli.help import in_words, listen, tell_wrong_use
from transition.cli.pack import app as pack
from transition.cli.project import init, review, status
from transition.cli.shared import Exit, speak_utf8, spoken, tell, tell_bug, tell_error
from transition.errors import TransitionError
from transition.messages import say
from transition.version import __version__

# Typer brings click or a copy of its own, depending on its version; this finds the base of both.
_WrongUse: type[Any] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=say("cli.app"),
)
for verb in (analyze, init, review, status, compare, explain, read, evaluate, doctor):
    app.command()(verb)
app.add_typer(pack, name="pack")
app.add_typer(cache, name="cache")


@app.callback(invoke_without_command=True)
def _main(version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; what goes wrong is told in a sentence, never as a traceback."""
    speak_utf8()
    try:
        listen(arguments)
        command = typer.main.get_command(app)
        in_words(command, spoken())
        result = command(args=list(arguments), standalone_mode=False, prog_name="transition")
    except typer.Exit as ending:
        return ending.exit_code
    except _WrongUse as error:
        tell_wrong_use(error)
        return Exit.USAGE
    except (KeyboardInterrupt, typer.Abort):
        tell(say("cli.interrupted", spoken()))
        return Exit.INTERRUPTED
    except TransitionError as error:
        tell_error(error)
        return Exit.INPUT
    except Exception:  # noqa: BLE001 - whatever it is, a person gets a sentence and we get the details
        return tell_bug()
    return int(result or 0)
