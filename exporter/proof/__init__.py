"""Proof of exports: read back by ways of its own, compared with the article, and checked by the rules of the format.

Nothing here shares code with the backends or the readers: a mistake of theirs cannot hide in the proof. `check` judges
files (ours or not), `verify` an export that was just made, `lines` and `as_data` tell what was found.

What each format is read with: PDF by its objects (qpdf, through pikepdf) and, in `check`, by PDFium as well; Word
documents and EPUBs by their XML (lxml). The rules are listed in `pdf/conforming.py`, `pdf/tagging.py`,
`word/conforming.py`, `epub/conforming.py` and `epub/documents.py`, each with the clause of its standard.
"""

from __future__ import annotations

from exporter.proof.checking import Candidate, Checked, Counts, Rebuild, check, verify
from exporter.proof.telling import as_data, lines, verdict

__all__ = ["Candidate", "Checked", "Counts", "Rebuild", "as_data", "check", "lines", "verdict", "verify"]
