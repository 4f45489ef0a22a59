"""Write the text of the report of 2018 without the one row that may differ: the version of Python.

The workflow compares this text between systems and versions of Python.

    python .ci/page_text.py PAGE TEXT
"""

import sys
from pathlib import Path

from bs4 import BeautifulSoup

page, text = map(Path, sys.argv[1:])
html = BeautifulSoup(page.read_bytes(), "html.parser")
[version] = [row for row in html.find_all("tr") if row.get_text().startswith("Phiên bản Python")]
version.decompose()
text.write_text(html.get_text("\n", strip=True), "utf-8", newline="\n")
