"""The page of commands and options, as `--help` prints them."""

from __future__ import annotations

from typing import Any

import typer.main

from docs.building.markdown import FROM_THE_CODE, code, table
from kgreport.cli.app import app

HEAD = f"""# Commands and options

{FROM_THE_CODE["en"]} It says what `kgreport COMMAND --help` says;
[the command line](../reference/command-line.md) explains more, and gives the exit statuses.
"""
HEADS = ("argument or option", "default", "meaning")


def options_page() -> str:
    """Write every command with its arguments, options and defaults."""
    group: Any = typer.main.get_command(app)
    parts = [HEAD]
    parts += (_command(name, command) for name, command in group.commands.items())
    return "\n".join(parts)


def _command(name: str, command: Any) -> str:
    parameters = [one for one in command.params if not getattr(one, "hidden", False)]
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    options = [one for one in parameters if one.param_type_name == "option" and one.name != "help"]
    context = command.make_context(name, [], resilient_parsing=True)
    usage = " ".join(["kgreport", name, *command.collect_usage_pieces(context)])
    rows = [
        *((code(one.metavar or one.name.upper()), "", one.help or "") for one in arguments),
        *((_spelled(one), _default(one), one.help or "") for one in options),
    ]
    about = (command.help or "").replace("\f", "").strip()
    return f"## `{name}`\n\n```\n{usage}\n```\n\n{about}\n\n{table(HEADS, rows)}"


def _spelled(option: Any) -> str:
    names = ", ".join(map(code, (*option.opts, *option.secondary_opts)))
    takes = "" if option.is_flag else f" {code(option.metavar or option.name.upper())}"
    return names + takes


def _default(option: Any) -> str:
    default = option.default
    return "" if option.is_flag or callable(default) or default in (None, "", (), []) else code(default)
