"""MathML without a TeX annotation, as TeX: presentation elements of MathML Core and what older pages still use."""

from __future__ import annotations

from collections.abc import Callable

from exporter.readers.html.elements import Element, attribute, name

# fmt: off
_SIGNS = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "ϵ": r"\epsilon", "ζ": r"\zeta",
    "η": r"\eta", "θ": r"\theta", "ι": r"\iota", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu", "ν": r"\nu", "ξ": r"\xi",
    "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma", "τ": r"\tau", "υ": r"\upsilon", "φ": r"\varphi", "ϕ": r"\phi", "χ": r"\chi",
    "ψ": r"\psi", "ω": r"\omega", "Γ": r"\Gamma", "Δ": r"\Delta", "Θ": r"\Theta", "Λ": r"\Lambda", "Ξ": r"\Xi", "Π": r"\Pi",
    "Σ": r"\Sigma", "Φ": r"\Phi", "Ψ": r"\Psi", "Ω": r"\Omega", "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∮": r"\oint",
    "∞": r"\infty", "∂": r"\partial", "∇": r"\nabla", "±": r"\pm", "∓": r"\mp", "×": r"\times", "÷": r"\div", "⋅": r"\cdot",
    "·": r"\cdot", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "≡": r"\equiv", "∼": r"\sim", "∝": r"\propto",
    "→": r"\to", "←": r"\leftarrow", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow", "↦": r"\mapsto", "∈": r"\in", "∉": r"\notin",
    "⊂": r"\subset", "⊆": r"\subseteq", "∪": r"\cup", "∩": r"\cap", "∅": r"\emptyset", "∀": r"\forall", "∃": r"\exists",
    "¬": r"\neg", "∧": r"\wedge", "∨": r"\vee", "ℝ": r"\mathbb{R}", "ℕ": r"\mathbb{N}", "ℤ": r"\mathbb{Z}", "ℂ": r"\mathbb{C}",
    "ℚ": r"\mathbb{Q}", "…": r"\ldots", "⋯": r"\cdots", "′": "'", "−": "-", "ℓ": r"\ell", "ℏ": r"\hbar", "∘": r"\circ",
    "⟨": r"\langle", "⟩": r"\rangle", "∥": r"\|", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$",
    "_": r"\_", "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "\u00a0": " ",
}
_OVER = {"^": "hat", "ˆ": "hat", "¯": "overline", "‾": "overline", "→": "vec", "⃗": "vec", "~": "tilde", "˜": "tilde",
         "˙": "dot", "¨": "ddot", "⏞": "overbrace"}
_UNDER = {"_": "underline", "⏟": "underbrace", "̲": "underline"}
_NAMED = frozenset(["sin", "cos", "tan", "cot", "sec", "csc", "log", "ln", "exp", "lim", "max", "min", "sup", "inf", "det",
                    "dim",
                    "arg", "gcd", "ker", "deg", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "limsup", "liminf"])
# fmt: on
_DEEPEST = 60


def tex(element: Element, depth: int = 0) -> str:
    """TeX of a MathML element. What is nested beyond reason is given by its characters alone."""
    if depth > _DEEPEST:
        return _signs("".join(element.itertext()))
    parts = [tex(part, depth + 1) for part in element if name(part)]
    handler = _HANDLERS.get(name(element))
    if handler:
        return handler(element, parts)
    return _joined(parts) if parts else _signs(element.text or "")


def _joined(parts: list[str]) -> str:
    return " ".join(part for part in parts if part)


def _signs(words: str) -> str:
    return " ".join(
        "".join(f" {_SIGNS[c]} " if len(_SIGNS.get(c, "")) > 1 else _SIGNS.get(c, c) for c in words).split()
    )


def _group(part: str) -> str:
    return part if len(part) == 1 else f"{{{part}}}"


def _at(parts: list[str], index: int) -> str:
    return parts[index] if index < len(parts) else ""


def _mi(element: Element, _: list[str]) -> str:
    given = (element.text or "").strip()
    if given in _NAMED:
        return f"\\{given}"
    shown = _signs(given)
    if len(given) > 1 and given.isalpha():
        return rf"\mathrm{{{shown}}}"
    return rf"\mathbf{{{shown}}}" if "bold" in attribute(element, "mathvariant") else shown


def _mtext(element: Element, _: list[str]) -> str:
    given = "".join(element.itertext())
    return rf"\text{{{given}}}" if given.strip() else ""


def _fraction(element: Element, parts: list[str]) -> str:
    if attribute(element, "linethickness") in ("0", "0px", "0pt"):
        return rf"\binom{{{_at(parts, 0)}}}{{{_at(parts, 1)}}}"
    return rf"\frac{{{_at(parts, 0)}}}{{{_at(parts, 1)}}}"


def _scripts(below: bool, above: bool) -> Callable[[Element, list[str]], str]:
    def made(_: Element, parts: list[str]) -> str:
        out = _group(_at(parts, 0)) if " " in _at(parts, 0) else _at(parts, 0)
        rest = parts[1:]
        if below and rest:
            out += f"_{_group(rest.pop(0))}"
        if above and rest:
            out += f"^{_group(rest.pop(0))}"
        return out

    return made


def _over(element: Element, parts: list[str]) -> str:
    return _accented(element, parts, _OVER, "^", "overset")


def _under(element: Element, parts: list[str]) -> str:
    return _accented(element, parts, _UNDER, "_", "underset")


def _accented(element: Element, parts: list[str], accents: dict[str, str], mark: str, command: str) -> str:
    base, sign = _at(parts, 0), "".join(element[-1].itertext()).strip() if len(element) > 1 else ""
    if sign in accents:
        return rf"\{accents[sign]}{{{base}}}"
    if base in (r"\sum", r"\prod", r"\int", r"\lim", r"\max", r"\min", r"\sup", r"\inf") or "brace" in base:
        return f"{base}{mark}{_group(_at(parts, 1))}"
    return rf"\{command}{{{_at(parts, 1)}}}{{{base}}}"


def _fenced(element: Element, parts: list[str]) -> str:
    opens, closes = element.get("open", "("), element.get("close", ")")
    comma = (element.get("separators") or ",").strip()[:1]
    return rf"\left{_signs(opens) or '.'} {f'{comma} '.join(parts)} \right{_signs(closes) or '.'}"


def _table(_: Element, parts: list[str]) -> str:
    return r"\begin{matrix} " + r" \\ ".join(parts) + r" \end{matrix}"


_HANDLERS: dict[str, Callable[[Element, list[str]], str]] = {
    "mi": _mi,
    "mtext": _mtext,
    "ms": _mtext,
    "mfrac": _fraction,
    "msup": _scripts(False, True),
    "msub": _scripts(True, False),
    "msubsup": _scripts(True, True),
    "munderover": _scripts(True, True),
    "mover": _over,
    "munder": _under,
    "msqrt": lambda _, parts: rf"\sqrt{{{_joined(parts)}}}",
    "mroot": lambda _, parts: rf"\sqrt[{_at(parts, 1)}]{{{_at(parts, 0)}}}",
    "mfenced": _fenced,
    "mtable": _table,
    "mtr": lambda _, parts: " & ".join(parts),
    "mlabeledtr": lambda _, parts: " & ".join(parts[1:]),
    "mtd": lambda _, parts: _joined(parts),
    "semantics": lambda _, parts: _at(parts, 0),
    "mspace": lambda _element, _: r"\,",
    "mphantom": lambda _element, _: "",
    "annotation": lambda _element, _: "",
    "annotation-xml": lambda _element, _: "",
}
