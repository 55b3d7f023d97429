"""Help and usage errors in the language that is spoken: the texts of the catalogue laid onto the commands."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Sequence
from typing import Any

from transition.cli.shared import ReportLanguage, speak, spoken, tell
from transition.messages import catalogue, say

LANGUAGE_FLAG, LANGUAGE_VARIABLE = "--report-language", "TRANSITION_REPORT_LANGUAGE"
_ANY = "any"
"""What the same option says on every command that has no text of its own for it."""
_FRAME = (
    "Usage:",
    "Options:",
    "Arguments:",
    "Commands:",
    "Show this message and exit.",
    "[OPTIONS]",
    "COMMAND [ARGS]...",
    "[required]",
    "[default:",
)
# What the library says in English only, in the words of its several versions.
_EXTRA = re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)")
_COMMAND = re.compile(r"No such command '(.*?)'\..*")
_CHOICES = re.compile(r"is not one of (.*)")
_LEAST = re.compile(r"(?:greater than or equal to|x>=) ?(\d+)")


def listen(arguments: Sequence[str]) -> None:
    """Speak the language that the arguments or the environment ask for, before anything is understood of them."""
    wanted = os.environ.get(LANGUAGE_VARIABLE, "")
    for place, argument in enumerate(arguments):
        if argument == LANGUAGE_FLAG and place + 1 < len(arguments):
            wanted = arguments[place + 1]
        elif argument.startswith(f"{LANGUAGE_FLAG}="):
            wanted = argument.partition("=")[2]
    speak(ReportLanguage(wanted) if wanted in list(ReportLanguage) else None)


def in_words(command: Any, language: str, path: tuple[str, ...] = ()) -> None:
    """Give a command, its options and the commands below it their texts in ``language``."""
    texts = catalogue("help", language)
    own = ".".join(path) or "transition"
    command.help = texts.get(f"{own}.about", command.help)
    for param in command.params:
        param.help = texts.get(f"{own}.{param.name}") or texts.get(f"{_ANY}.{param.name}") or getattr(param, "help", "")
    plain = type(command).get_help
    command.get_help = lambda context: _framed(plain(command, context), language)
    for name, below in getattr(command, "commands", {}).items():
        in_words(below, language, (*path, name))


def _framed(text: str, language: str) -> str:
    """Return a help text with the words of its frame in ``language``."""
    for number, english in enumerate(_FRAME):
        text = text.replace(english, say(f"help.frame.w{number}", language))
    return text


def tell_wrong_use(error: Any) -> None:
    """Tell what is wrong with a command line, how the command is used, and where more is told."""
    language = spoken()
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        tell(error.message)
        return
    if context is not None:
        tell(_framed(context.get_usage(), language))
        tell(say("help.usage.more", language, command=f"{context.command_path} --help"))
    tell(say("cli.error", language, message=_message(error, kind, context, language)))


def _message(error: Any, kind: str, context: Any, language: str) -> str:
    param = getattr(error, "param", None)
    name = _name(param) if param is not None else ""
    if kind == "MissingParameter":
        word = "missing-argument" if getattr(param, "param_type_name", "") == "argument" else "missing-option"
        return say(f"help.usage.{word}", language, name=name)
    if kind == "NoSuchOption":
        near = ", ".join(sorted(error.possibilities or ()))
        return _with_near(say("help.usage.no-option", language, name=error.option_name), near, language)
    if kind == "BadOptionUsage":
        return say("help.usage.bad-option", language, name=error.option_name)
    if param is not None:
        return _bad_value(str(error.message), name, language)
    if found := _EXTRA.fullmatch(error.message):
        return say("help.usage.extra", language, names=found[1])
    if found := _COMMAND.fullmatch(error.message):
        known = list(getattr(context.command, "commands", {})) if context else []
        near = ", ".join(difflib.get_close_matches(found[1], known, 3) or known)
        return _with_near(say("help.usage.no-command", language, name=found[1]), near, language)
    if error.message == "Missing command.":
        return say("help.usage.missing-command", language)
    return str(error.message)


def _name(param: Any) -> str:
    """Return an option as it is typed, an argument as the usage line shows it."""
    if getattr(param, "param_type_name", "") == "argument":
        return str(param.metavar or param.name).rstrip(".").strip("[]")
    return str(param.opts[-1])


def _with_near(message: str, near: str, language: str) -> str:
    return f"{message} {say('help.usage.near', language, names=near)}" if near else message


def _bad_value(message: str, name: str, language: str) -> str:
    """Return what a value must be, where it is no such thing, as far as the library's sentence tells."""
    if found := _CHOICES.search(message):
        names = ", ".join(part.strip(" '") for part in found[1].rstrip(".").split(","))
        return say("help.usage.choice", language, name=name, choices=names)
    if found := _LEAST.search(message):
        return say("help.usage.whole-number-from", language, name=name, least=found[1])
    if "integer" in message:
        return say("help.usage.whole-number", language, name=name)
    return say("help.usage.bad-value", language, name=name, fault=message)
