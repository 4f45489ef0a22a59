"""The panel in JupyterLab: choose above, read below, and take along what is shown as data, file or code."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from kgreport.explorer.calls import Given, Kind
from kgreport.explorer.choices import Choice, Explorer, Shown
from kgreport.report import Report
from kgreport.terms.codes import check_code
from kgreport.terms.phrases import Phrase
from kgreport.views.sections.writer import Writer

if TYPE_CHECKING:
    import pandas as pd

    from kgreport.views.view import Section

_LABELS = {
    "unit": Phrase("Đơn vị", "Unit"),
    "year": Phrase("Năm", "Year"),
    "subject": Phrase("Đối tượng", "Who"),
    "tier": Phrase("Cấp", "Tier"),
    "section": Phrase("Mục", "Section"),
    "kind": Phrase("Lấy ra", "Take along"),
}
_KIND_NAMES: Mapping[Kind, Phrase] = {
    "section": Phrase("Mục báo cáo", "Section"),
    "frame": Phrase("DataFrame", "DataFrame"),
    "csv": Phrase("CSV", "CSV"),
    "excel": Phrase("Excel", "Excel"),
    "report": Phrase("Cả báo cáo", "Whole report"),
    "files": Phrase("Tệp báo cáo (HTML, PDF)", "Files of the report (HTML, PDF)"),
}
_HINT = Phrase(
    "Chép đoạn lệnh này vào một ô mới; hoặc chạy <code>explorer.add_cell()</code> trong một ô: ô có đoạn "
    "lệnh này hiện ra ngay bên dưới.",
    "Copy this code into a new cell; or run <code>explorer.add_cell()</code> in a cell: a cell with this "
    "code appears below it.",
)
_DOWNLOAD = Phrase("Tải {file}", "Download {file}")


class Panel:
    """What `kgreport.explore` gives: Jupyter shows it as a panel, and code asks it for what is chosen.

    In a notebook, ``explorer = kgreport.explore(...)`` and ``explorer`` show the panel. What is chosen there
    is what `report`, `section` and `frame` give. The call that gives the same without the panel is `code`;
    `add_cell`, run in a cell, puts it into a new cell below.

    Examples
    --------
    >>> explorer = kgreport.explore(year=2018, dataset="kien-giang-2018", first_year=2015)
    >>> explorer.choose(subject="member")
    >>> explorer.frame.set_index("level")["count"].to_dict()["unfulfilled"]
    284
    >>> print(explorer.code("frame"))
    import kgreport
    <BLANKLINE>
    report = kgreport.build_report(dataset="kien-giang-2018", first_year=2015, year=2018, unit="")
    report.levels("member").frame
    """

    def __init__(self, explorer: Explorer, given: Given, widgets: Any) -> None:
        self._explorer, self._given, self._widgets = explorer, given, widgets
        start, subjects = explorer.start.parameters, explorer.subjects
        first = subjects[0][1]
        self._unit = self._dropdown("unit", explorer.units, start.unit)
        self._year = self._dropdown("year", explorer.years, start.year)
        self._subject = self._dropdown("subject", subjects, first)
        self._tier = self._dropdown("tier", explorer.tiers_of(first), "")
        self._section = self._dropdown("section", [], None)
        names = [(_KIND_NAMES[kind].say(explorer.language), kind) for kind in given.kinds]
        self._kind = self._dropdown("kind", names, "section")
        self._code = widgets.Textarea(rows=5, layout=widgets.Layout(width="100%"))
        self._link, self._shown = widgets.HTML(), widgets.HTML()
        self._sections: list[Shown] = []
        self._react()
        self._look_up()

    def _dropdown(self, name: str, options: Sequence[object], value: object) -> Any:
        layout = self._widgets.Layout(width="max-content", max_width="100%")
        label = _LABELS[name].say(self._explorer.language)
        return self._widgets.Dropdown(options=options, value=value, description=label, layout=layout)

    def _react(self) -> None:
        for choice in (self._unit, self._year, self._tier):
            choice.observe(self._look_up, names="value")
        self._subject.observe(self._change_subject, names="value")
        for choice in (self._section, self._kind):
            choice.observe(self._show, names="value")

    def _change_subject(self, _: object) -> None:
        with self._tier.hold_trait_notifications():
            self._tier.options = self._explorer.tiers_of(self._subject.value)
            self._tier.value = ""
        self._look_up()

    def _look_up(self, _: object = None) -> None:
        """Find the sections of what is chosen; the one that was chosen stays chosen where it is there."""
        before = self._section.value
        self._sections = self._explorer.shown(self.choice)
        methods = [one.method for one in self._sections]
        self._section.unobserve(self._show, names="value")
        self._section.options = [(one.section.title, one.method) for one in self._sections]
        self._section.value = before if before in methods else next(iter(methods), None)
        self._section.observe(self._show, names="value")
        self._show()

    def _show(self, _: object = None) -> None:
        kind, shown = self._kind.value, self._chosen_section
        self._code.value = self.code(kind)
        self._link.value = _links(shown, self.choice, self._explorer) if shown else ""
        if kind == "frame" and shown:
            table = f'<div style="overflow-x: auto">{shown.section.frame.to_html()}</div>'
            self._shown.value = self._explorer.page(table)
        else:
            self._shown.value = self._explorer.page("\n".join(one.section.html() for one in self._sections))

    @property
    def _chosen_section(self) -> Shown | None:
        return next((one for one in self._sections if one.method == self._section.value), None)

    @property
    def choice(self) -> Choice:
        """The unit, year, subject and tier that are chosen."""
        return Choice(self._unit.value, self._year.value, self._subject.value, self._tier.value)

    def choose(self, **chosen: object) -> None:
        """Choose as the panel does.

        Parameters
        ----------
        **chosen
            ``unit``, ``year``, ``subject``, ``tier``, ``section`` (the method that gives it, as ``levels``)
            or ``kind``.

        Raises
        ------
        UnknownCodeError
            There is no such choice; the error names those there are.
        """
        boxes = {name: getattr(self, f"_{name}") for name in _LABELS}
        for name, value in chosen.items():
            check_code(self._explorer.start, "choice", name, boxes)
            known = [one[1] if isinstance(one, tuple) else one for one in boxes[name].options]
            check_code(self._explorer.start, name, value, known)
            boxes[name].value = value

    @property
    def report(self) -> Report:
        """The annual report of the unit and year that are chosen."""
        return self._explorer.report(self.choice)

    @property
    def section(self) -> Section | None:
        """The section that is chosen; None where there are no ratings of the choice."""
        return self._chosen_section.section if self._chosen_section else None

    @property
    def frame(self) -> pd.DataFrame:
        """The DataFrame of the section that is chosen; of a choice without ratings, that of empty levels."""
        section = self.section or self.report.levels(self.choice.subject, self.choice.tier)
        return section.frame

    def code(self, kind: Kind = "section") -> str:
        """Write the code that gives what is chosen, without the panel.

        Parameters
        ----------
        kind
            ``section``, ``frame``, ``csv``, ``excel``, ``report``, or, of a parameters file, ``files``.

        Raises
        ------
        UnknownCodeError
            There is no such kind.
        """
        check_code(self._explorer.start, "kind", kind, self._given.kinds)
        return self._given.code(kind, self.choice, self._chosen_section)

    def add_cell(self, kind: Kind | None = None) -> None:
        """Put the code into a new cell below the one that calls this.

        Jupyter adds a cell only in answer to a cell that runs, and one at a time; so no button of the panel
        can do it. Outside of Jupyter the code is printed.

        Parameters
        ----------
        kind
            As for `code`; without it, as chosen in the panel.
        """
        code = self.code(kind or self._kind.value)
        shell = _shell()
        if shell is None:
            print(code)  # noqa: T201 - there is nowhere else to show it
        else:
            shell.set_next_input(code, replace=False)

    @property
    def widget(self) -> Any:
        """The panel as a widget, to lay out among others."""
        box, layout = self._widgets, self._widgets.Layout(flex_flow="row wrap")
        hint = self._widgets.HTML(f"<small>{_HINT.say(self._explorer.language)}</small>")
        choices = box.HBox([self._unit, self._year, self._subject, self._tier], layout=layout)
        taken = box.HBox([self._section, self._kind, self._link], layout=layout)
        return box.VBox([choices, taken, self._code, hint, self._shown])

    def _repr_mimebundle_(self, **kwargs: object) -> object:
        return self.widget._repr_mimebundle_(**kwargs)

    def __repr__(self) -> str:
        """Say what is chosen, and what to type next."""
        chosen = self.choice
        writer = Writer(language=self._explorer.language, year=chosen.year)
        named = (chosen.unit or writer.whole, str(chosen.year), chosen.subject, chosen.tier)
        of = ", ".join(filter(None, named))
        return f"Explorer: {of}\nexplorer.frame  explorer.section  explorer.report  explorer.add_cell()"


def _shell() -> Any:
    """Give Jupyter's shell; None in another Python."""
    try:
        from IPython import get_ipython  # noqa: PLC0415 - only where somebody explores
    except ImportError:
        return None
    shell = get_ipython()
    return shell if hasattr(shell, "kernel") else None


def _links(shown: Shown, chosen: Choice, explorer: Explorer) -> str:
    """Offer the data of a section as a file, which the page itself holds."""
    name = f"{shown.file_stem(chosen)}.csv"
    text = shown.section.to_csv(for_excel=True) or ""
    data = base64.b64encode(text.encode()).decode()
    said = escape(_DOWNLOAD.say(explorer.language, file=name))
    link = f'<a download="{escape(name)}" href="data:text/csv;charset=utf-8;base64,{data}">{said}</a>'
    return f'<div class="jp-RenderedHTMLCommon">{link}</div>'
