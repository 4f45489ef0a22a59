"""A real JupyterLab: started for tests, and used in a browser as a person uses it.

It reads and writes nothing of the user's own: settings, workspaces and kernels are in a folder of the test.
Every wait is for something to be true, up to `PATIENCE`.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response

PATIENCE = 120.0
"""Seconds to wait for anything; a slow machine is no fault of what is tested."""

LOOK = 100
"""Milliseconds between two looks at all cells: a look at each frame would take as long as the cells."""

Found = TypeVar("Found")

SETTINGS = {
    # Cells that are out of sight are there too.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}

NOT_NEEDED = (
    *("audio", "console", "csvviewer", "debugger", "extensionmanager", "fileeditor", "help", "htmlviewer"),
    *("hub", "imageviewer", "inspector", "javascript", "json", "launcher", "logconsole", "lsp"),
    *("markdownviewer", "mermaid", "pdf", "pluginmanager", "settingeditor", "terminal"),
    *("theme-dark", "theme-dark-high-contrast", "tooltip", "vega5", "video", "workspaces"),
)
"""Parts of JupyterLab that have nothing to do with a notebook, and are not loaded."""

PAGE = {
    "disabledExtensions": {f"@jupyterlab/{name}-extension": True for name in NOT_NEEDED},
    "buildAvailable": False,
    "buildCheck": False,
}

CELLS = "jupyterapp.shell.currentWidget.content.model.cells"
CODE_CELLS = f"[...{CELLS}].filter(cell => cell.type === 'code' && cell.sharedModel.getSource().trim())"
ERRORS = (
    f"{CODE_CELLS}.flatMap(cell => cell.outputs.toJSON()).filter(output => output.output_type === 'error')"
)


@dataclass(frozen=True, slots=True)
class JupyterLab:
    """A JupyterLab that runs.

    Attributes
    ----------
    url
        Its address, which ends with a slash.
    token
        What lets a browser in.
    root
        The folder that it shows; a test makes a folder of its own in it.
    """

    url: str
    token: str
    root: Path

    @contextmanager
    def window(self, browser: Browser) -> Iterator[Page]:
        """Open JupyterLab in a window, in which nothing else is open yet."""
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        context.set_default_timeout(PATIENCE * 1000)
        try:
            page = context.new_page()
            page.goto(f"{self.url}lab?token={self.token}&reset")
            page.wait_for_function("window.jupyterapp?.shell.isAttached")
            yield page
        finally:
            context.close()

    @contextmanager
    def opened(self, window: Page, notebook: Path) -> Iterator[Notebook]:
        """Open a notebook in a window, wait for its kernel, and close it at the end."""
        place = notebook.relative_to(self.root).as_posix()
        # Nothing is returned: Playwright would copy all of JupyterLab, which hangs on what was opened.
        window.evaluate(
            "async path => { await jupyterapp.commands.execute('docmanager:open', {path}); }", place
        )
        opened = Notebook(window, window.context)
        opened.wait_for_kernel()
        yield opened
        opened.shut_down()
        window.evaluate("jupyterapp.shell.currentWidget.dispose()")


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook that is open in JupyterLab.

    Attributes
    ----------
    page
        The window; what this class does not offer, a test does there.
    context
        What the window belongs to.
    """

    page: Page
    context: BrowserContext

    def wait_for_kernel(self) -> None:
        """Wait until the kernel runs and has nothing to do."""
        session = "window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.session"
        self.page.wait_for_function(f"{session}?.kernel?.status === 'idle'")

    def shut_down(self) -> None:
        """End the kernel, and save nothing."""
        self.page.evaluate("jupyterapp.shell.currentWidget.context.sessionContext.shutdown()")

    def menu(self, *entries: str) -> None:
        """Click through the menu bar: its entries from left to right, as ``"Run", "Run All Cells"``."""
        first, *others = entries
        bar = self.page.locator("#jp-MainMenu")
        bar.get_by_text(first, exact=True).click()
        for entry in others[:-1]:
            self.menu_entry(entry).hover()
        self.menu_entry(others[-1]).click()

    def menu_entry(self, text: str) -> Locator:
        """Give an entry of the menus that are open."""
        return self.page.locator(".lm-Menu-item:visible").filter(has=self.page.get_by_text(text, exact=True))

    def menu_entries(self, *entries: str) -> list[str]:
        """Give what the last of some menus offers, then close all."""
        first, *others = entries
        self.page.locator("#jp-MainMenu").get_by_text(first, exact=True).click()
        for entry in others:
            self.menu_entry(entry).hover()
        inner = self.page.locator(".lm-Menu").nth(len(others))
        inner.wait_for()
        offered = inner.locator(".lm-Menu-itemLabel").all_inner_texts()
        for _ in entries:
            self.page.keyboard.press("Escape")
        return [text for text in offered if text]

    def run_all(self) -> None:
        """Run all cells by the menu, and wait until each has run.

        Raises
        ------
        AssertionError
            A cell failed; with what it shows.
        """
        failed = self._run_all()
        assert not failed, f"a cell failed: {failed[0]}"
        self.wait_for_kernel()

    def run_until_error(self) -> list[str]:
        """Run all cells by the menu, of which one fails; give the lines that it shows."""
        [failed] = self._run_all()
        self.wait_for_kernel()
        return "\n".join(failed["traceback"]).splitlines()

    def _run_all(self) -> list[dict[str, Any]]:
        """Run all cells until one fails, and give its error as the notebook has it."""
        before = self.page.evaluate(f"Math.max(0, ...{CODE_CELLS}.map(cell => cell.executionCount ?? 0))")
        self.menu("Run", "Run All Cells")
        # A cell that is to run has no number; one that ran has a number that is new.
        ran = f"{CODE_CELLS}.every(cell => cell.executionCount > {before})"
        self.page.wait_for_function(f"{ran} || {ERRORS}.length > 0", polling=LOOK)
        failed: list[dict[str, Any]] = self.page.evaluate(ERRORS)
        return failed

    def export(self, label: str, folder: Path) -> Path:
        """Export the notebook by the menu, and give the file that the browser saves into a folder.

        Raises
        ------
        AssertionError
            The server answered with an error instead.
        """
        refused: list[str] = []

        def hear(response: Response) -> None:
            if response.status >= 400 and "/nbconvert/" in response.url:
                refused.append(f"{response.status} {response.url}")

        self.context.on("response", hear)
        with self.saving_into(folder) as saved:
            self.menu("File", "Save and Export Notebook As", label)
            wait_for(lambda: saved or refused or None, self.page)
        self.context.remove_listener("response", hear)
        assert not refused, refused
        return folder / saved[0]

    @contextmanager
    def saving_into(self, folder: Path) -> Iterator[list[str]]:
        """Have the browser save files under their own names; Playwright does not hear of these.

        JupyterLab exports in a window that closes before Playwright knows it.
        """
        session = self.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]
        saved: dict[str, str] = {}
        complete: list[str] = []

        def hear(event: dict[str, str]) -> None:
            if event["state"] == "completed":
                complete.append(saved[event["guid"]])

        session.on(
            "Browser.downloadWillBegin",
            lambda event: saved.update({event["guid"]: event["suggestedFilename"]}),
        )
        session.on("Browser.downloadProgress", hear)
        for target in session.send("Target.getTargets")["targetInfos"]:
            if target["url"] == self.page.url:
                chosen = {"browserContextId": target["browserContextId"], "downloadPath": str(folder)}
                session.send(
                    "Browser.setDownloadBehavior", {"behavior": "allow", "eventsEnabled": True, **chosen}
                )
        yield complete
        session.detach()

    def shown(self) -> str:
        """Give the text of all outputs that are on the screen."""
        return "\n".join(self.page.locator(".jp-OutputArea-output").all_inner_texts())

    def write(self, position: int, source: str) -> None:
        """Type another source into a code cell, counted from zero among those with code."""
        cell = self.page.locator(".jp-CodeCell").nth(position)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)
        self.page.wait_for_function(
            f"source => {CODE_CELLS}[{position}].sharedModel.getSource() === source", arg=source
        )

    def add_below(self, source: str) -> None:
        """Write a code cell below all others."""
        content = "jupyterapp.shell.currentWidget.content"
        self.page.evaluate(f"{content}.activeCellIndex = {content}.model.cells.length - 1")
        self.page.evaluate("jupyterapp.commands.execute('notebook:insert-cell-below')")
        self.page.evaluate(f"source => {content}.activeCell.model.sharedModel.setSource(source)", source)

    def source(self, position: int) -> str:
        """Give the source of a code cell, counted from zero among those with code."""
        return str(self.page.evaluate(f"{CODE_CELLS}[{position}].sharedModel.getSource()"))


def wait_for(find: Callable[[], Found | None], page: Page | None = None) -> Found:
    """Wait until something is found; meanwhile a page hears what happens.

    Raises
    ------
    TimeoutError
        It was not found within `PATIENCE`.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = find()
        if found is not None:
            return found
        if page:
            page.wait_for_timeout(20)
        else:
            time.sleep(0.02)
    msg = f"waited for {PATIENCE:g} s"
    raise TimeoutError(msg)


@contextmanager
def running_jupyterlab(root: Path, own: Path) -> Iterator[JupyterLab]:
    """Run JupyterLab in a block.

    Parameters
    ----------
    root
        The folder that it shows.
    own
        An empty folder for all that it writes.
    """
    token, log = secrets.token_hex(), own / "log"
    environment = _environment(own)
    with log.open("w") as file:
        process = subprocess.Popen(
            _command(root, token), env=environment, stdout=file, stderr=file, start_new_session=True
        )
    try:
        yield _answering(process, own, token, root)
    finally:
        _end(process)


def _command(root: Path, token: str) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        "--ServerApp.port=0",
        f"--ServerApp.root_dir={root}",
        f"--IdentityProvider.token={token}",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]


def _environment(own: Path) -> dict[str, str]:
    """Keep Jupyter from everything that is the user's; only matplotlib's list of fonts is shared."""
    for name, content in SETTINGS.items():
        file = own / f"settings/@jupyterlab/{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), "utf-8")
    page = own / "config/labconfig/page_config.json"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(json.dumps(PAGE), "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    return kept | {
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
        "JUPYTER_NO_CONFIG": "1",
        "IPYTHONDIR": str(own / "ipython"),
        "PYTHONWARNINGS": "ignore",
    }


def _answering(process: subprocess.Popen[bytes], own: Path, token: str, root: Path) -> JupyterLab:
    """Wait until a JupyterLab that was started answers."""

    def address() -> str | None:
        if process.poll() is not None:
            msg = f"JupyterLab ended with status {process.returncode}:\n{(own / 'log').read_text('utf-8')}"
            raise RuntimeError(msg)
        for file in (own / "runtime").glob("jpserver-*.json"):
            # It may still be written, and the server may not listen yet.
            with suppress(json.JSONDecodeError, URLError):
                url = str(json.loads(file.read_text("utf-8"))["url"])
                with urlopen(f"{url}api/status?token={token}", timeout=PATIENCE):
                    return url
        return None

    return JupyterLab(url=wait_for(address), token=token, root=root)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End JupyterLab and its kernels: all are in a group of their own."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
