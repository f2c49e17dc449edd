"""Draws what ``community`` measured: an SVG that reads well on a light page, on a dark one, and aloud."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import product

from benchmarks.community_measure import FORUM, ORA2, OURS, WORKSHOP, Figures

DRAWN = {OURS: "asked in turn", ORA2: "oldest first (ORA2)", WORKSHOP: "fixed (Workshop)", FORUM: "free choice (forum)"}

WIDTH = 880
LEFT = 164
PANEL = 238
BAR = 96
ROW = 22
TOP = 104
GROUP = len(DRAWN) * ROW + 40

TITLE = "Reflections answered within 72 hours, and what facilitators carried"

GREY = "Grey numbers: responses by facilitators."

STYLE = """
    text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #1f2328 }
    .title { font-size: 17px; font-weight: 600 }
    .head { font-weight: 600 }
    .quiet { fill: #59636e; font-size: 12px }
    .page { fill: #ffffff }
    .track { fill: #e6eaef }
    .ours { fill: #0b62b8 }
    .other { fill: #818b98 }
    .number { text-anchor: end; font-variant-numeric: tabular-nums }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc }
      .quiet { fill: #9aa4af }
      .page { fill: #0d1117 }
      .track { fill: #2a313c }
      .ours { fill: #58a6ff }
      .other { fill: #7d8794 }
    }
"""


def draw(cells: Sequence[Figures]) -> str:
    """One group of bars for each size and kind of cohort, a bar for each rule."""
    sizes = list(dict.fromkeys(cell.size for cell in cells))
    kinds = list(dict.fromkeys(cell.kind for cell in cells))
    found = {(cell.size, cell.kind, cell.rule): cell for cell in cells}
    height = TOP + len(sizes) * GROUP + 8
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">',
        f'  <title id="title">{TITLE}</title>',
        f'  <desc id="desc">{escape(described(cells))}</desc>',
        f"  <style>{STYLE}  </style>",
        f'  <rect class="page" width="{WIDTH}" height="{height}" rx="6"/>',
        text(16, 30, TITLE, "title"),
        text(16, 52, f"Six simulated weeks, {cells[0].seeds} seeds. Bars: share answered. {GREY}", "quiet"),
    ]
    for column, kind in enumerate(kinds):
        lines.append(text(LEFT + column * PANEL, 80, f"{kind} cohort", "head"))
        lines.append(text(LEFT + column * PANEL + PANEL - 24, 80, "by each", "quiet number"))
        lines.append(text(LEFT + column * PANEL + PANEL - 24, 95, "facilitator, a week", "quiet number"))
    for (row, people), (column, kind) in product(enumerate(sizes), enumerate(kinds)):
        top = TOP + row * GROUP
        if not column:
            lines.append(text(16, top + 14, f"{people} people", "head"))
        for nth, rule in enumerate(DRAWN):
            middle = top + 24 + nth * ROW
            if not column:
                lines.append(text(16, middle + 12, DRAWN[rule], ""))
            lines.extend(bar(LEFT + column * PANEL, middle, found[people, kind, rule]))
    return "\n".join([*lines, "</svg>", ""])


def bar(left: int, top: int, cell: Figures) -> Iterator[str]:
    colour = "ours" if cell.rule == OURS else "other"
    yield f'  <rect class="track" x="{left}" y="{top}" width="{BAR}" height="15" rx="2"/>'
    yield f'  <rect class="{colour}" x="{left}" y="{top}" width="{cell.in_72h * BAR:.1f}" height="15" rx="2"/>'
    yield text(left + BAR + 58, top + 12, percent(cell.in_72h), "number")
    yield text(left + PANEL - 24, top + 12, f"{cell.facilitator_responses_a_week:.1f}", "quiet number")


def text(x: int, y: int, words: str, style: str) -> str:
    classes = f' class="{style}"' if style else ""
    return f'  <text{classes} x="{x}" y="{y}">{escape(words)}</text>'


def percent(share: float) -> str:
    """Rounded down, so that 100 % stands for all and nothing else."""
    if share == 1:
        return "100 %"
    return f"{int(share * 1000) / 10:.1f} %"


def described(cells: Sequence[Figures]) -> str:
    """The picture in words: every bar."""
    said = []
    for cell in cells:
        if cell.rule in DRAWN:
            carried = f"{cell.facilitator_responses_a_week:.1f} responses a week by each facilitator"
            said.append(f"{cell.size} people, {cell.kind}, {DRAWN[cell.rule]}: {percent(cell.in_72h)}, {carried}.")
    return " ".join(said)
