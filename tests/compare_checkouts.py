"""Build the same reports with two checkouts of the project, and compare them.

    python -m tests.compare_checkouts BASE [--only CASE …] [--strict] [--keep FOLDER]

BASE is a folder or a git revision. It is compared with the checkout that this script belongs to. Both read
the same parameters, sample and faulty inputs, which this checkout writes. The script uses only kgreport's
command line, because modules may have other names in BASE; `tests.corpus.cases`, which writes the faulty
inputs, imports the library of this checkout.

Both checkouts run with this Python and its libraries. PYTHONPATH names the checkout, and a folder with
metadata made from the checkout's ``pyproject.toml``. Python and Jupyter use the first kgreport and the first
metadata that they find. So code and entry points come from the same checkout, and an editable install, which
comes later on the path, is not used. Kernels inherit PYTHONPATH. `Checkout.prepare` tests all this.

The metadata gives both checkouts the same version. Pages and PDFs are compared without the manifests that
they carry, which contain the key of the report, and without their seals. Apart from these, they must be
equal byte for byte. Manifests and executed notebooks are not compared.
"""
# ruff: noqa: T201

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.differences import Comparison, compare_files, compare_findings

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ("../params/sample-2018.yml", "--set", "dataset=../new/sample/records")
COMMANDS = {
    "sample": ("sample", "sample"),
    "2018-vi": ("build", "../params/2018.yml"),
    "2018-en": ("build", "../params/2018.yml", "--set", "language=en"),
    "records": ("build", *SAMPLE),
    "workbooks": ("build", *SAMPLE[:2], "dataset=../new/sample/workbooks"),
    "unit": ("build", *SAMPLE, "--units", "hoa-sen"),
    "trend": ("build", *SAMPLE, "--notebook", "trend_report"),
    "batch": ("build", *SAMPLE, "--units", "all", "--years", "2018"),
    "check": ("check", "--json"),
}
"""The cases, and what kgreport is called with. Commands run in a folder of their checkout."""
AT_ONCE = ("2018-vi", "2018-en", "sample")
"""The cases that can start before the sample and the faulty inputs are written."""
SHOWN = 5
"""How many differences of a case are printed."""
IS_OWN = """
import sys
from importlib.metadata import distribution
from pathlib import Path
import kgreport
for point in distribution("kgreport").entry_points:
    point.load()
for name, module in sys.modules.items():
    if name.partition(".")[0] == "kgreport" and not Path(module.__file__).is_relative_to(sys.argv[1]):
        sys.exit(f"{name} was loaded from {module.__file__}, expected a file in {sys.argv[1]}")
"""


class ComparisonError(Exception):
    """A checkout cannot be compared: it does not exist, or a command of it failed."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout of the project.

    Attributes
    ----------
    source
        The folder that holds ``kgreport`` and ``pyproject.toml``.
    folder
        The folder that its commands run in and write to.
    """

    source: Path
    folder: Path

    def prepare(self) -> None:
        """Write the metadata, and test that no module of another checkout is loaded."""
        project = tomllib.loads((self.source / "pyproject.toml").read_text("utf-8"))["project"]
        metadata = self.folder / "metadata" / "kgreport-0.dist-info"
        metadata.mkdir(parents=True)
        head = ["Metadata-Version: 2.1", "Name: kgreport", "Version: 0"]
        requires = [f"Requires-Dist: {requirement}" for requirement in project["dependencies"]]
        (metadata / "METADATA").write_text("\n".join(head + requires), "utf-8")
        points: list[str] = []
        for group, targets in project["entry-points"].items():
            points += [f"[{group}]", *(f"{name} = {target}" for name, target in targets.items())]
        (metadata / "entry_points.txt").write_text("\n".join(points), "utf-8")
        done = self._python("-c", IS_OWN, str(self.source))
        if done.returncode:
            raise ComparisonError(done.stderr.strip())

    def run(self, case: str) -> None:
        """Run the command of a case. Its files are in a folder that has the name of the case."""
        command, result = list(COMMANDS[case]), self.folder / case
        if command[0] == "build":
            command += ["--output", case]
        elif command[0] == "check":
            inputs = (self.folder.parent / "corpus").iterdir()
            command += sorted(f"../corpus/{one.name}/{one.name}.yml" for one in inputs)
        done = self._python("-m", "kgreport", *command)
        if command[0] == "check":
            result.write_text(done.stdout, "utf-8")
        # The status of a check says what it found; a check that failed printed no JSON.
        if done.returncode and not (command[0] == "check" and done.stdout):
            raise ComparisonError(f"{self.source}: {case} failed: {(done.stdout + done.stderr)[-1500:]}")

    def _python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.source}{os.pathsep}{self.folder / 'metadata'}"
        return subprocess.run(
            [sys.executable, "-P", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


def unpack_revision(revision: str, folder: Path) -> Path:
    """Write the files of a git revision into a folder."""
    command = ["git", "-C", str(ROOT), "archive", "--format=tar", revision]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise ComparisonError(f"{revision}: expected a folder or a git revision of {ROOT}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def write_corpus(folder: Path) -> None:
    """Write every faulty input. Its parameters file has the name of the case, for the check to print."""
    from tests.corpus.cases import case_of, names_of_cases, write  # only `check` needs it

    for name in names_of_cases():
        (folder / name).mkdir(parents=True)
        write(case_of(name), folder / name)
        (folder / name / "params.yml").rename(folder / name / f"{name}.yml")


def start_writing(new: Checkout, cases: Sequence[str], pool: Executor) -> list[Future[None]]:
    """Write the parameters that both checkouts read, and start to write the sample and the faulty inputs."""
    work = new.folder.parent
    shutil.copytree(ROOT / "params", work / "params")
    started = []
    if set(cases) - {"2018-vi", "2018-en", "check"}:
        started.append(pool.submit(new.run, "sample"))
    if "check" in cases:
        started.append(pool.submit(write_corpus, work / "corpus"))
    return started


def compare(case: str, base: Path, new: Path) -> Comparison:
    """Compare what both checkouts made of a case, in their folders."""
    if case == "check":
        return compare_findings(*(json.loads((one / case).read_text("utf-8")) for one in (base, new)))
    return compare_files(base / case, new / case, () if case == "sample" else (".html", ".pdf"))


def comparisons(base: Checkout, new: Checkout, cases: Sequence[str]) -> Iterator[Comparison]:
    """Run the cases with both checkouts on all cores, and compare each."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(Checkout.prepare, (base, new)))
        inputs = start_writing(new, cases, pool)

        def run(checkout: Checkout, case: str) -> None:
            for written in inputs if case not in AT_ONCE else ():
                written.result()
            checkout.run(case)

        # The new checkout's sample is one of the inputs.
        runs = [
            [pool.submit(run, base, case), *(inputs if case == "sample" else [pool.submit(run, new, case)])]
            for case in cases
        ]
        for case, both in zip(cases, runs, strict=True):
            try:
                for done in both:
                    done.result()
                yield compare(case, base.folder, new.folder)
            except ComparisonError as error:
                yield Comparison([str(error)])


def print_comparison(case: str, found: Comparison) -> None:
    """Print a row of the table, and under it what differs."""
    state = "differs" if found.differences else "reworded" if found.reworded else "equal"
    print(f"{case:12}{state}", flush=True)
    for text in found.differences[:SHOWN]:
        print(f"    {text}")
    if len(found.differences) > SHOWN:
        print(f"    and {len(found.differences) - SHOWN} more differences")
    for text in found.reworded:
        print(f"    reworded: {text}")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare the reports of two checkouts.")
    parser.add_argument("base", help="folder or git revision to compare this checkout with")
    parser.add_argument("--only", nargs="+", choices=COMMANDS, default=list(COMMANDS), help="cases to run")
    parser.add_argument("--strict", action="store_true", help="reworded messages are differences too")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="new folder for what is built, kept")
    return parser.parse_args()


def main() -> int:
    """Compare, print, and give the exit status: 1 if a case differs."""
    asked = arguments()
    cases = [case for case in COMMANDS if case in asked.only]
    failed = []
    with TemporaryDirectory(prefix="compare-") as temporary:
        work = (asked.keep or Path(temporary)).resolve()
        given = Path(asked.base).resolve()
        try:
            source = given if given.is_dir() else unpack_revision(asked.base, work / "source")
            base, new = Checkout(source, work / "base"), Checkout(ROOT, work / "new")
            for case, found in zip(cases, comparisons(base, new, cases), strict=True):
                print_comparison(case, found)
                if found.differences or (asked.strict and found.reworded):
                    failed.append(case)
        except ComparisonError as error:
            sys.exit(str(error))
    print(f"{len(failed)} of {len(cases)} cases differ: {', '.join(failed)}" if failed else "no case differs")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
