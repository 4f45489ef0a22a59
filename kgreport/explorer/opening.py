"""Open the panel to explore a dataset with."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike

from kgreport.data.params.signature import with_parameters
from kgreport.explorer.calls import Given
from kgreport.explorer.choices import Explorer
from kgreport.explorer.panel import Panel
from kgreport.report.reading import asked_parameters, sound_report


@with_parameters
def explore(
    params: str | PathLike[str] | Mapping[str, object] | None = None,
    *,
    base: str | PathLike[str] | None = None,
    **parameters: object,
) -> Panel:
    """Give a panel to explore a dataset with: choose above, read below.

    The panel first shows the ``unit`` and ``year`` of the parameters. What is chosen can be taken along as a
    DataFrame, a file or code; see `kgreport.Panel`.

    Parameters
    ----------
    params
        A parameters file, or the mapping of its values; see `kgreport.build_report`.
    **parameters
        The fields of `Parameters`.
    base
        Folder a relative dataset is looked for in; that of the parameters file, or else the current one.

    Raises
    ------
    ImportError
        Jupyter's widgets are not installed.
    ParametersError, DatasetError
        As `kgreport.build_report`.

    Examples
    --------
    >>> explorer = kgreport.explore(year=2018, dataset="kien-giang-2018", first_year=2015, language="en")
    >>> explorer
    Explorer: The whole organisation, 2018, organization
    explorer.frame  explorer.section  explorer.report  explorer.add_cell()
    """
    try:
        import ipywidgets  # noqa: PLC0415 - only where somebody explores
    except ImportError as error:
        raise ImportError(
            "exploring needs Jupyter's widgets: pip install 'kgreport[lab]', then restart the kernel"
        ) from error
    given, folder = asked_parameters(params, parameters, base)
    named = {name: value for name, value in {**parameters, "base": base}.items() if value is not None}
    kept = {name: value for name, value in named.items() if name not in ("year", "unit")}
    return Panel(Explorer(sound_report(given, folder), folder), Given(params, kept), ipywidgets)
