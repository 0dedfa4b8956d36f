"""The names TeX has for signs, fences, accents and environments, by what they are."""

from __future__ import annotations

SPACES = {
    ",": 0.17,
    ":": 0.22,
    ";": 0.28,
    " ": 0.25,
    "!": -0.17,
    "quad": 1.0,
    "qquad": 2.0,
    "~": 0.25,
    "thinspace": 0.17,
}


def _table(names: str, signs: str) -> dict[str, str]:
    return dict(zip(names.split(), signs, strict=True))


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


GREEK = _table(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega "
    "varepsilon vartheta varphi varrho varsigma",
    "αβγδεζηθικλμνξπρστυφχψωεϑφϱς",
)
CAPITALS = _table("Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega", "ΓΔΘΛΞΠΣΥΦΨΩ")
UPRIGHT = _table(
    "infty partial nabla forall exists emptyset varnothing hbar ell Re Im aleph prime dots ldots cdots vdots degree "
    "angle top bot percent dagger dotsc dotsb dotso ddots square Box blacksquare checkmark therefore because triangle neg "
    "lnot imath jmath wp",
    "∞∂∇∀∃∅∅ħℓℜℑℵ′…⋯⋯⋮°∠⊤⊥%†…⋯…⋱□□■✓∴∵△¬¬ıȷ℘",
)
BINARY = _table(
    "times div pm mp cdot ast star circ bullet cup cap setminus wedge land vee lor oplus otimes odot",
    "×÷±∓·∗⋆∘•∪∩∖∧∧∨∨⊕⊗⊙",
)
RELATIONS = _table(
    "leq le geq ge neq ne approx equiv sim simeq cong propto in notin ni subset subseteq supset supseteq to rightarrow "
    "leftarrow gets leftrightarrow Rightarrow implies Leftarrow Leftrightarrow iff mapsto mid parallel perp ll gg "
    "doteq prec succ models vdash uparrow downarrow longrightarrow longleftarrow Longrightarrow Longleftrightarrow "
    "hookrightarrow rightleftharpoons leadsto leqslant geqslant lesssim gtrsim subsetneq supsetneq nmid triangleq coloneqq "
    "colon asymp bowtie ngtr nless",
    "≤≤≥≥≠≠≈≡∼≃≅∝∈∉∋⊂⊆⊃⊇→→←←↔⇒⇒⇐⇔⇔↦∣∥⊥≪≫≐≺≻⊨⊢↑↓⟶⟵⟹⟺↪⇌⇝⩽⩾≲≳⊊⊋∤≜≔:≍⋈≯≮",
)
BIG = _table("sum prod coprod int iint iiint oint bigcup bigcap", "∑∏∐∫∬∭∮⋃⋂")
FUNCTIONS = _names(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh exp log ln lg det dim ker deg gcd hom arg Pr"
)
LIMITS = _names("lim max min sup inf limsup liminf argmax argmin")
ACCENTS = {"hat": "ˆ", "widehat": "ˆ", "tilde": "˜", "widetilde": "˜", "dot": "˙", "ddot": "¨", "vec": "→", "acute": "´",
            "grave": "`", "breve": "˘", "check": "ˇ"}  # fmt: skip
FENCES = {"langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lbrace": "{",
           "rbrace": "}", "{": "{", "}": "}", "|": "‖", "Vert": "‖", "vert": "|", "lvert": "|", "rvert": "|",
          "lVert": "‖", "rVert": "‖",
           "lbrack": "[", "rbrack": "]"}  # fmt: skip
OPENING = frozenset("([⟨⌊⌈")
CLOSING = frozenset(")]⟩⌋⌉!")
FONTS = {"mathrm": "upright", "operatorname": "function", "mathbf": "bold", "boldsymbol": "bold", "mathit": "italic",
          "mathbb": "double", "mathcal": "italic", "mathsf": "upright", "mathtt": "upright",
         "mathscr": "italic", "mathfrak": "upright", "pmb": "bold", "bm": "bold"}  # fmt: skip
SWITCHES = {"rm": "upright", "bf": "bold", "it": "italic", "cal": "italic", "sf": "upright", "tt": "upright"}
SIZES = _names("big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr biggm Biggl Biggr Biggm")
STRETCHED = {"xrightarrow": "⟶", "xleftarrow": "⟵", "xRightarrow": "⟹", "xleftrightarrow": "⟷", "xmapsto": "⟼"}
DOUBLE = _table("C H N P Q R Z", "ℂℍℕℙℚℝℤ")


MATRICES = {"matrix": ("", ""), "smallmatrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"),
             "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖")}  # fmt: skip
CASES = {"cases": ("{", ""), "dcases": ("{", ""), "rcases": ("", "}")}
ALIGNED = _names("aligned align split eqnarray alignat alignedat flalign")
GATHERED = _names("gathered gather multline equation displaymath math")
COUNTED = _names("alignat alignedat")
UNSEEN = _names("nonumber notag hline displaystyle textstyle scriptstyle limits nolimits")
