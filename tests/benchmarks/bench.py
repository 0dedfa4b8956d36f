"""`make bench`: this project beside typst and pandoc, in one run, on one article, as ratios.

Cold: whole processes, from an installed wheel with compiled bytecode, the contenders taking turns so that a busy moment hits
all alike; by the clock, and by the processor (all processes of a run together), which a busy machine hardly changes. Warm:
the same work again and again in one process; and long articles (long.py). The peers come from the package index into a
venv of their own (build/bench).

The article is the real one of source/ in the form each tool takes: as pasted and as canonical Markdown for this project,
Markdown for pandoc, the same words as Typst markup for typst.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "build" / "bench"
BIN = HOME / "venv" / "bin"
RUNS = int(os.environ.get("BENCH_RUNS", "15"))
PEERS = ("typst", "pypandoc-binary")

WARM = """
import json, statistics, sys, time
from pathlib import Path
import exporter
path, runs = Path(sys.argv[1]), int(sys.argv[2])
article = exporter.read(path)
def render(name):
    return exporter.render(article, name, folder=path.parent)
def median(work):
    work(); work()
    times = []
    for _ in range(runs):
        start = time.perf_counter(); work(); times.append(time.perf_counter() - start)
    return statistics.median(times)
out = {"read": median(lambda: exporter.read(path))}
for name in ("pdf", "docx", "epub"):
    out[name] = median(lambda: render(name))
print(json.dumps(out))
"""
WARM_TYPST = """
import statistics, sys, time, typst
compiler = typst.Compiler(sys.argv[1])
compiler.compile(format="pdf")
times = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter(); typst.Compiler(sys.argv[1]).compile(format="pdf"); times.append(time.perf_counter() - start)
print(statistics.median(times))
"""
LONG_TYPST = """
import sys, time, typst
typst.Compiler(b"Some words.").compile(format="pdf")
start = time.process_time(); typst.Compiler(sys.argv[1]).compile(format="pdf", pdf_standards=["a-3a"])
print(time.process_time() - start)
"""
TYPST_SOURCE = r"""
import sys
import exporter
from exporter.walk import text
article = exporter.read(sys.argv[1])
def plain(words):
    return "".join("\\" + char if char in "\\#*_`$<>@~=-+/[]" else char for char in words)
lines = ['#set text(lang: "en")', "#set par(justify: true)", "= " + plain(text(article.title)), plain(text(article.standfirst))]
if article.takeaways:
    items = "".join("\n- " + plain(text(item)) for item in article.takeaways.items)
    lines.append("#block(fill: luma(240), inset: 8pt)[" + plain(article.takeaways.label or "") + items + "\n]")
lines += [plain(text(block)) for block in article.body]
open(sys.argv[2], "w", encoding="utf-8").write("\n\n".join(lines))
"""
EMPTY_TYPER = """
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None)
@app.command()
def one() -> None:
    "One."
@app.command()
def two() -> None:
    "Two."
app()
"""


def main() -> None:
    """Install, prepare, time, print."""
    install()
    article = prepare_sources()
    print(f"{article.stem}: {len(article.read_text(encoding='utf-8').split())} words, {RUNS} runs each, medians\n")
    clock, processor = interleaved(contenders(article))
    table("cold, clock", cold_rows(clock))
    table("cold, processor", cold_rows(processor))
    table("warm", warm(article))
    print("\n".join(long_articles()))


def cold_rows(cold: dict[str, float]) -> list[tuple[str, float, float | None, str]]:
    """Rows of cold figures, each beside its peer's."""
    peers = cold["typst: PDF"] + cold["pandoc: Word"] + cold["pandoc: EPUB"]
    return [
        ("all, pasted", cold["exporter all, pasted"], peers, "typst + pandoc + pandoc"),
        ("all, Markdown", cold["exporter all"], peers, "typst + pandoc + pandoc"),
        ("PDF", cold["exporter pdf"], cold["typst: PDF"], "typst"),
        ("Word", cold["exporter docx"], cold["pandoc: Word"], "pandoc"),
        ("EPUB", cold["exporter epub"], cold["pandoc: EPUB"], "pandoc"),
        ("--help", cold["exporter --help"], cold["an empty Typer program"], "an empty Typer program"),
    ]


def install() -> None:
    """A venv with this project's wheel and the peers; bytecode compiled, as pip does it."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-m", "venv", str(HOME / "venv")], check=True)
    pip = [str(BIN / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", str(ROOT / "requirements.lock"), str(ROOT)], check=True, env=env)
    subprocess.run([*pip, *PEERS], check=True, env=env)


def prepare_sources() -> Path:
    """The article as Markdown, and as Typst markup with the same words in the same order."""
    article = HOME / "article.md"
    shutil.copy(next(path for path in sorted((ROOT / "source").glob("*.md")) if path.stem != "guide"), article)
    (HOME / "typst_source.py").write_text(TYPST_SOURCE)
    subprocess.run(
        [str(BIN / "python"), str(HOME / "typst_source.py"), str(article), str(HOME / "article.typ")], check=True
    )
    (HOME / "typst_cold.py").write_text(
        "import sys, typst\ntypst.compile(sys.argv[1], output=sys.argv[2], format='pdf', pdf_standards=['a-3a'])\n"
    )
    (HOME / "typst_warm.py").write_text(WARM_TYPST)
    (HOME / "typst_long.py").write_text(LONG_TYPST)
    (HOME / "warm.py").write_text(WARM)
    (HOME / "empty.py").write_text(EMPTY_TYPER)
    return article


def contenders(article: Path) -> dict[str, list[str]]:
    """The commands to time, by name."""
    pandoc = subprocess.run(
        [str(BIN / "python"), "-c", "import pypandoc; print(pypandoc.get_pandoc_path())"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    ours, out = str(BIN / "exporter"), str(HOME / "out")
    Path(out).mkdir()
    exports = {
        f"exporter {name}": [ours, name, str(article), "-q", "-o", out + "/"] for name in ("all", "pdf", "docx", "epub")
    }
    pasted = ROOT / "tests" / "golden" / "pasted-article" / "source.txt"
    return {
        **exports,
        "exporter all, pasted": [ours, "all", str(pasted), "-q", "-o", out + "/"],
        "typst: PDF": [str(BIN / "python"), str(HOME / "typst_cold.py"), str(HOME / "article.typ"), out + "/typst.pdf"],
        "pandoc: Word": [pandoc, str(article), "-o", out + "/pandoc.docx"],
        "pandoc: EPUB": [pandoc, str(article), "-o", out + "/pandoc.epub"],
        "exporter --help": [ours, "--help"],
        "an empty Typer program": [str(BIN / "python"), str(HOME / "empty.py"), "--help"],
    }


def interleaved(commands: dict[str, list[str]]) -> tuple[dict[str, float], dict[str, float]]:
    """The median seconds of each command by the clock and by the processor, after one run that fills the file caches."""
    clock: dict[str, list[float]] = {name: [] for name in commands}
    processor: dict[str, list[float]] = {name: [] for name in commands}
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for run in range(RUNS + 1):
        for name, command in commands.items():
            start, used = time.perf_counter(), _used()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
            if run:
                clock[name].append(time.perf_counter() - start)
                processor[name].append(_used() - used)
    return _medians(clock), _medians(processor)


def _medians(times: dict[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(taken) for name, taken in times.items()}


def _used() -> float:
    """Seconds of processor time of all ended children so far."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def warm(article: Path) -> list[tuple[str, float, float | None, str]]:
    """Rows of warm figures; pandoc has no warm mode."""
    ours = json.loads(_output(HOME / "warm.py", article, RUNS * 4))
    typst = float(_output(HOME / "typst_warm.py", HOME / "article.typ", RUNS * 4))
    return [
        ("read Markdown", ours["read"], None, ""),
        ("PDF", ours["pdf"], typst, "typst"),
        ("Word", ours["docx"], None, ""),
        ("EPUB", ours["epub"], None, ""),
    ]


def long_articles() -> list[str]:
    """Lines on PDFs of many words: seconds of processor time, fonts loaded but no word seen; the most memory of ours."""
    script, lines = ROOT / "tests" / "benchmarks" / "long.py", ["long PDF     words   exporter   memory   typst"]
    for words in (5_000, 50_000, 500_000):
        again = range(3 if words < 500_000 else 1)
        best = min((json.loads(_output(script, words)) for _ in again), key=lambda run: run["seconds"])
        _output(script, words, markup := HOME / "long.typ")
        theirs = min(float(_output(HOME / "typst_long.py", markup)) for _ in again)
        lines.append(f"{words:18,}   {best['seconds']:6.2f} s   {best['mebibytes']:3.0f} MiB   {theirs:5.2f} s")
    return lines


def _output(script: Path, *arguments: object) -> str:
    command = [str(BIN / "python"), str(script), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def table(title: str, rows: list[tuple[str, float, float | None, str]]) -> None:
    """Print rows of (what, ours, theirs, who they are) with the ratio."""
    print(f"{title:16}{'exporter':>12}{'peer':>12}{'ratio':>8}   peer")
    for what, ours, theirs, who in rows:
        peer = f"{theirs * 1000:9.1f} ms{ours / theirs:8.2f}" if theirs else f"{'-':>12}{'-':>8}"
        print(f"{what:16}{ours * 1000:9.1f} ms{peer}   {who}")
    print()


if __name__ == "__main__":
    main()
