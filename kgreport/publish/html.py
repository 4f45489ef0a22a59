"""Export an executed notebook as one HTML file, without scripts or requests.

The exporter collects the content of the page, and the template ``kgreport`` lays it out. Views and
preprocessors write clean HTML. Everything else is plain text, which this module or the template escapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound
from traitlets import Bool, default

from kgreport.publish.foreign.view_markup import chapter_of, page_of
from kgreport.publish.open_data.downloads import Downloads, downloads_of, with_downloads
from kgreport.publish.page import CODE_APPENDIX, TEMPLATES, Block, Page, compose_page, words_of_page
from kgreport.publish.prepared.content import content_of
from kgreport.publish.prepared.documents import Document, read_document
from kgreport.publish.preprocessors import PreparingExporter
from kgreport.seals.digests import sealed
from kgreport.terms.phrases import Language
from kgreport.views.titles import heading_html

_SPANS: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


class ReportHTMLExporter(PreparingExporter, TemplateExporter):
    """Export a report, or any notebook, to one self-contained HTML file."""

    export_from_notebook = "Báo cáo (HTML) · Report"
    output_mimetype = "text/html"

    include_code = Bool(
        None, allow_none=True, help="Whether the code stands in an appendix; None is as the document says."
    ).tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "kgreport"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(TEMPLATES)]

    def default_filters(self) -> Iterable[tuple[str, Any]]:
        """Give the template the one filter it uses, instead of all filters of nbconvert."""
        return [("page", self.compose_page)]

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()
        environment.autoescape = True
        environment.trim_blocks = True
        environment.lstrip_blocks = True
        return environment

    def compose_page(self, nb: Mapping[str, Any], resources: Mapping[str, Any]) -> Page:
        """Collect all that the page of a notebook prints; a page is given back."""
        if isinstance(nb, Page):
            return nb
        name = str(resources["metadata"]["name"])
        document = read_document(nb, name)
        if self.include_code is not None:
            document = replace(document, include_code=self.include_code)
        downloads = downloads_of(content_of(nb), name or "report", document.marks)
        return self._page(nb, document, downloads)

    def write(
        self, nb: Mapping[str, Any], document: Document, downloads: Downloads, manifest: str = ""
    ) -> str:
        """Write the page of a prepared notebook; one that carries a manifest is sealed."""
        page = self._page(nb, document, downloads, manifest)
        written = str(self.template.render(nb=page, resources={}).lstrip("\r\n"))
        return sealed(written.encode()).decode() if manifest else written

    def _page(
        self, nb: Mapping[str, Any], document: Document, downloads: Downloads, manifest: str = ""
    ) -> Page:
        with_code = document.include_code
        codes = _codes(nb, words_of_page(document.language)) if with_code and self._may_show_code() else {}
        blocks = list(self._blocks(nb, codes))
        offering = with_downloads([block.html for block in blocks], downloads, document.language)
        blocks = [replace(block, html=Markup(html)) for block, html in zip(blocks, offering, strict=True)]
        blocks += _code_appendix(codes, document.language)
        return compose_page(document, blocks, self._style_sheet(), manifest)

    def _style_sheet(self) -> str:
        loader = self.environment.loader
        return loader.get_source(self.environment, "report.css")[0] if loader else ""

    def _may_show_code(self) -> bool:
        return not self.exclude_input and not self.exclude_code_cell

    def _blocks(self, nb: Mapping[str, Any], codes: Mapping[int, Code]) -> Iterator[Block]:
        """Give the content, with a link below the outputs of a cell to its code."""
        for position, cell in enumerate(nb["cells"]):
            if cell["cell_type"] == "markdown" and not self.exclude_markdown:
                yield Block(kind="markdown", html=Markup(cell["metadata"]["shown"]["html"]))
            elif cell["cell_type"] == "code" and not self.exclude_code_cell:
                shown = [] if self.exclude_output else list(_outputs(cell))
                if position in codes:
                    shown = codes[position].below(shown)
                yield from shown


@cache
def report_exporter() -> ReportHTMLExporter:
    """Make the exporter once: making one takes as long as using it."""
    return ReportHTMLExporter()


def _outputs(cell: Mapping[str, Any]) -> Iterator[Block]:
    for output in cell["outputs"]:
        if fragment := page_of(output.get("data", {})):
            head = "document" in output["metadata"].get("kgreport", {})
            html = Markup(fragment)
            if (chapter := chapter_of(output)) and chapter["title"]:
                html = Markup(heading_html(chapter["id"], chapter["title"], 2)) + html
            yield Block(kind="head" if head else "output", html=html)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The code of a cell in the appendix: its anchor, label and colours."""

    anchor: str
    label: str
    html: str

    def below(self, shown: Sequence[Block]) -> list[Block]:
        """Put a link to it below what a cell shows; the head of the document has none."""
        link = Markup('\n<p class="kg-to-code"><a href="#{}">{}</a></p>').format(self.anchor, self.label)
        return [
            replace(block, html=block.html + link) if n == len(shown) and block.kind != "head" else block
            for n, block in enumerate(shown, start=1)
        ]

    @property
    def figure(self) -> Markup:
        """The code under its label."""
        opening = Markup('<figure id="{}"><figcaption>{}</figcaption>').format(self.anchor, self.label)
        inner = Markup(f'<pre class="kg-code"><code translate="no">{self.html}</code></pre>')
        return Markup("{}{}</figure>").format(opening, inner)


def _codes(nb: Mapping[str, Any], words: Mapping[str, str]) -> dict[int, Code]:
    """Give the code that is shown, by the position of its cell."""
    language = _language(nb)
    return {
        position: _code(cell, language, words)
        for position, cell in enumerate(nb["cells"])
        if cell["cell_type"] == "code"
        and cell["source"].strip()
        and not cell.get("transient", {}).get("remove_source", False)
    }


def _code(cell: Mapping[str, Any], language: str, words: Mapping[str, str]) -> Code:
    tags = cell["metadata"].get("tags", [])
    kind = next((words[tag] for tag in ("injected-parameters", "parameters") if tag in tags), "")
    number = str(cell["metadata"].get("place", ""))
    label = " ".join(filter(None, (words["code"], number, f"({kind})" if kind else "")))
    return Code(anchor=f"code-{number}", label=label, html=_coloured(cell["source"], language))


def _code_appendix(codes: Mapping[int, Code], language: Language) -> list[Block]:
    """Give one section with all code, at the end of the page."""
    if not codes:
        return []
    heading = Markup('<h2 id="code">{}</h2>').format(CODE_APPENDIX.say(language))
    inner = Markup("\n").join(code.figure for code in codes.values())
    html = Markup('<section class="kg-section kg-codes" aria-labelledby="code">{}\n{}</section>')
    return [Block(kind="code", html=html.format(heading, inner))]


@lru_cache(maxsize=256)
def _coloured(source: str, language: str) -> str:
    """Colour code; the cache helps because reports of one notebook share most of their code."""
    return highlight(source, _lexer(language), _SPANS).rstrip("\n")


def _language(nb: Mapping[str, Any]) -> str:
    info = nb["metadata"].get("language_info", {})
    return str(info.get("name") or nb["metadata"].get("kernelspec", {}).get("language") or "python")


@cache
def _lexer(language: str) -> Lexer:
    """Find the lexer of a language; an unknown one gets no colours."""
    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return TextLexer()
