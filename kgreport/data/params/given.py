"""The parameters that Python code or a notebook gives: a file or its values, and single values by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path

from kgreport.data.params.model import Parameters
from kgreport.data.params.parameters_file import ParametersFile, said_in
from kgreport.data.params.problems import beside, shown
from kgreport.data.params.yaml_files import YamlFile, validate
from kgreport.errors import ParametersError
from kgreport.file_names import fault_of_path, parameters_files
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest

_FOLDERS = (Path(), Path("params"), Path("../params"))
"""Where a parameters file is looked for: a notebook stands in the project, or in a folder of it."""

_FROM_PROJECT = (Path(), Path(".."))
"""Where one is looked for that is named from its project on, as ``params/2018.yml``."""

_NOTHING = Phrase(
    "chưa có tham số; ghi tệp tham số, như build_report('2018.yml'), hoặc ghi year và dataset",
    "there are no parameters; name a parameters file, as build_report('2018.yml'), or year and dataset",
)

_BY_NAME = "parameters"
"""The place that messages name for values that code gives."""


def given_parameters(
    params: str | PathLike[str] | Mapping[str, object] | None,
    named: Mapping[str, object],
    base: str | PathLike[str] | None = None,
) -> tuple[Parameters, Path]:
    """Give the parameters of one report, and the folder that a relative dataset is looked for in.

    Parameters
    ----------
    params
        A parameters file, or the values of one; None for `named` alone.
    named
        Values by name, which win; those that are None are as `params` says. With another year or unit than
        that of `params`, what speaks for its own is not taken, as `kgreport build --set` does.
    base
        Folder a relative dataset is looked for in; that of the file, or else the current one.

    Raises
    ------
    ParametersError
        There is no such file, or something is wrong with the values.
    """
    set_here = {name: value for name, value in named.items() if value is not None}
    if params is None and not {"year", "dataset"} & set(set_here):
        raise ParametersError([_NOTHING])
    if params is None:
        with said_in("en" if set_here.get("language") == "en" else "vi"):
            return validate(Parameters, set_here, _BY_NAME), Path(base or ".")
    file, folder = _opened(params)
    settings = {**file.settings_of(set_here), **set_here}
    return file.parameters(settings, place=_BY_NAME), Path(base or folder)


def _opened(params: object) -> tuple[ParametersFile, Path]:
    if isinstance(params, Mapping):
        return ParametersFile(Path("params"), YamlFile(dict(params), {}, [])), Path()
    if not isinstance(params, str | PathLike):
        raise ParametersError(
            [
                Phrase(
                    f"params là {params!r}; cần tên tệp tham số như '2018.yml', hoặc các giá trị của tệp",
                    f"params is {params!r}; expected a parameters file such as '2018.yml', or its values",
                )
            ]
        )
    path = find_parameters_file(params)
    return ParametersFile(path), path.parent


def find_parameters_file(name: str | PathLike[str]) -> Path:
    """Find a parameters file: as it is named, in ``params``, or in ``../params``.

    One that is named ``params/2018.yml`` is looked for in ``..`` too. Code, notebooks and commands share this
    rule.

    Raises
    ------
    ParametersError
        It is in none of these places; the message names them, and the file that may be meant.
    """
    if fault := fault_of_path(str(name)):
        raise ParametersError([beside(shown(str(name)), *fault)])
    folders = _FROM_PROJECT if Path(name).parts[:1] == ("params",) else _FOLDERS
    places = list(dict.fromkeys(folder / name for folder in folders))
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        raise ParametersError([_not_found(Path(name), places)])
    return found


def _names_in(folders: Iterable[Path]) -> list[str]:
    return sorted({path.name for folder in folders for path in parameters_files(folder)})


def _not_found(name: Path, places: list[Path]) -> Phrase:
    folders = list(dict.fromkeys(path.parent for path in places))
    there = _names_in(folders)
    listed = ", ".join(_names_in([one for one in folders if one != Path() or one.resolve().name == "params"]))
    hint = did_you_mean(
        nearest(name.name, there),
        Phrase(f"các tệp đang có: {listed}", f"known are {listed}")
        if listed
        else Phrase("ghi đường dẫn đến một tệp như params/2018.yml", "name a file such as params/2018.yml"),
    )
    looked, here = ", ".join(path.as_posix() for path in places), Path.cwd().as_posix()
    return Phrase(
        f"không có tệp tham số {name.as_posix()}; đã tìm {looked} từ thư mục {here}; {hint.vi}",
        f"there is no parameters file {name.as_posix()}; "
        f"looked for {looked} from the folder {here}; {hint.en}",
    )
