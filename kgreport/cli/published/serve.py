"""`kgreport serve`: show the portal in a browser of this machine, always as the reports are now."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from kgreport.cli.console.options import OUTPUTS
from kgreport.cli.published.site import Output, SiteLanguage
from kgreport.errors import BusyError, OutputError
from kgreport.terms.phrases import Language, Phrase, language_of_run

_SERVED = Phrase(
    "{folder}: xem tại {address} (chỉ trên máy này); Ctrl-C để dừng. Khi đang soạn, chạy thêm kgreport watch",
    "{folder}: look at {address} (on this machine only); Ctrl-C ends it. While you write, run kgreport watch",
)
_TAKEN = Phrase(
    "cổng {port} đang dùng cho việc khác; chọn cổng khác bằng --port, hoặc --port 0 để tự chọn",
    "the port {port} is in use; choose another with --port, or --port 0 for any that is free",
)

TURN = 500
"""Milliseconds between two looks at the folder."""


def serve(
    output: Output = OUTPUTS,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 for any that is free.")] = 8765,
    language: SiteLanguage = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
) -> None:
    """Show the portal of a folder in the browser of this machine; pages load again after each build."""
    from kgreport.portal.serving import served  # noqa: PLC0415
    from kgreport.portal.site import write_site  # noqa: PLC0415

    write_site(output, language, wait=60)
    try:
        with suppress(KeyboardInterrupt), served(output, port) as (address, changed):
            typer.echo(_SERVED.say(language_of_run(()), folder=output.as_posix(), address=address))
            if open_browser:
                typer.launch(address)
            for _ in _saves(output):
                keep_current(output, language, changed)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise typer.BadParameter(_TAKEN.say(language_of_run(()), port=port), param_hint="--port") from None


def keep_current(output: Path, language: Language | None, changed: Callable[[], None]) -> None:
    """Write the portal anew where a report changed, and have open pages load again."""
    from kgreport.portal.site import write_site  # noqa: PLC0415

    with suppress(BusyError, OutputError):  # a build is on its way: what it saves is seen in its turn
        if write_site(output, language).changed:
            changed()


def _saves(folder: Path) -> Iterator[object]:
    """Tell when something may have changed in a folder: turn by turn, and at once after a save."""
    from watchfiles import watch  # noqa: PLC0415

    yield from watch(folder, rust_timeout=TURN * 4, yield_on_timeout=True, debounce=TURN, watch_filter=None)
