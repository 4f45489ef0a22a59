"""Search in Vietnamese and English: what is typed without marks is found too.

Vietnamese words have no endings, so nothing is cut off a word; letters lose their marks instead, in the index
and in what a reader types. Parts of English words are found by Sphinx itself.
"""

from __future__ import annotations

from sphinx.search import SearchLanguage

from docs.building.letters import fold

FOLDED_BY_JAVASCRIPT = """
var Stemmer = function () {
  this.stemWord = function (word) {
    return word.toLowerCase().normalize("NFD").replace(/[\\u0300-\\u036f]/g, "").replace(/đ/g, "d");
  };
};
"""


class VietnameseSearch(SearchLanguage):  # type: ignore[misc, unused-ignore]
    """Index words without their marks."""

    lang = "vi"
    language_name = "Vietnamese"
    js_stemmer_code = FOLDED_BY_JAVASCRIPT

    def stem(self, word: str) -> str:
        """Give a word as it is indexed."""
        return fold(word)
