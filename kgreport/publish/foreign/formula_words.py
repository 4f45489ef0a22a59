r"""The words of LaTeX that a formula may have: symbols, names of functions, accents, spaces."""

from __future__ import annotations

_LETTERS = (
    r"\alpha α \beta β \gamma γ \delta δ \epsilon ϵ \varepsilon ε \zeta ζ \eta η \theta θ \iota ι "
    r"\vartheta ϑ \kappa κ \lambda λ \mu μ \nu ν \xi ξ \pi π \rho ρ \sigma σ \tau τ \upsilon υ \phi ϕ "
    r"\varphi φ \chi χ \psi ψ \omega ω \Gamma Γ \Delta Δ \Theta Θ \Lambda Λ \Xi Ξ \Pi Π \Sigma Σ "
    r"\Phi Φ \Psi Ψ \Omega Ω \ell ℓ \infty ∞ \emptyset ∅ \varnothing ∅ \partial ∂ \nabla ∇ \hbar ℏ "
    r"\Re ℜ \Im ℑ \dots … \ldots … \cdots ⋯ \vdots ⋮ \ddots ⋱ \prime ′ \circ ∘ \degree °"
)
_OPERATORS = (
    r"\times × \cdot ⋅ \div ÷ \pm ± \mp ∓ \ast ∗ \star ⋆ \bullet • \oplus ⊕ \otimes ⊗ \le ≤ \leq ≤ "
    r"\leqslant ≤ \ge ≥ \geq ≥ \geqslant ≥ \ne ≠ \neq ≠ \approx ≈ \equiv ≡ \sim ∼ \simeq ≃ \cong ≅ "
    r"\propto ∝ \ll ≪ \gg ≫ \in ∈ \notin ∉ \ni ∋ \subset ⊂ \subseteq ⊆ \supset ⊃ \supseteq ⊇ \cup ∪ "
    r"\cap ∩ \setminus ∖ \land ∧ \wedge ∧ \lor ∨ \vee ∨ \neg ¬ \lnot ¬ \forall ∀ \exists ∃ \to → "
    r"\rightarrow → \leftarrow ← \gets ← \Rightarrow ⇒ \implies ⇒ \Leftarrow ⇐ \leftrightarrow ↔ "
    r"\Leftrightarrow ⇔ \iff ⇔ \mapsto ↦ \mid ∣ \parallel ∥ \perp ⊥ \angle ∠ \uparrow ↑ \downarrow ↓ "
    r"\langle ⟨ \rangle ⟩ \lfloor ⌊ \rfloor ⌋ \lceil ⌈ \rceil ⌉ \vert | \Vert ‖ \colon : \% % \$ $ "
    r"\# # \& & \_ _ \{ { \} } \| ‖ \lbrace { \rbrace }"
)
_LARGE = r"\sum ∑ \prod ∏ \int ∫ \iint ∬ \oint ∮ \bigcup ⋃ \bigcap ⋂"
_ACCENTS = r"\bar ¯ \hat ^ \widehat ^ \tilde ~ \widetilde ~ \vec → \dot ˙ \overline ¯"
_SPACES = r"\, 0.17em \: 0.22em \; 0.28em \! 0em \quad 1em \qquad 2em \ 0.25em ~ 0.25em"


def _pairs(written: str) -> dict[str, str]:
    words = written.split(" ")
    return dict(zip(words[::2], words[1::2], strict=True))


LETTERS = _pairs(_LETTERS)
OPERATORS = _pairs(_OPERATORS)
LARGE = _pairs(_LARGE)
"""Operators with limits above and below."""

ACCENTS = _pairs(_ACCENTS)
SPACES = _pairs(_SPACES) | {"\\ ": "0.25em"}

TYPST_ACCENTS = {"¯": "overline", "^": "hat", "~": "tilde", "→": "arrow", "˙": "dot"}

_FUNCTIONS = "sin cos tan cot log ln lg exp arg deg dim ker"
_LIMITS = "lim max min sup inf det gcd limsup liminf Pr argmax argmin"
_IGNORED = r"\displaystyle \textstyle \limits \nolimits \nonumber \notag \big \Big \bigg \Bigg"
_WORDS = r"\text \textrm \textbf \textit \mbox \mathrm \mathbf \mathit \mathsf \operatorname \mathbb"

FUNCTIONS = frozenset(_FUNCTIONS.split())
LIMITS = frozenset(_LIMITS.split())
"""Functions with what they run over below them."""

IGNORED = frozenset(_IGNORED.split())
WORDS = frozenset(_WORDS.split())
"""Commands whose argument is text."""

DOUBLE_STRUCK = dict(zip("NZQRCPE", "ℕℤℚℝℂℙ𝔼", strict=True))

_LINES = ("aligned", "align", "align*", "split", "gather", "gather*", "equation", "equation*")
ENVIRONMENTS = {
    "matrix": "",
    "pmatrix": "()",
    "bmatrix": "[]",
    "vmatrix": "||",
    "Bmatrix": "{}",
    **dict.fromkeys(("cases", "array", *_LINES), ""),
}
"""By name, what stands around the rows of an environment."""

FORMULA_LETTERS = "".join(
    letter for words in (LETTERS, OPERATORS, LARGE, DOUBLE_STRUCK) for letter in words.values()
)
"""The letters and signs that the font of formulas has."""
