"""Findings -> pictures: static SVG for pages, PNG for Word, each with a text that says the same.

In: findings. Out: plots. Knows matplotlib. The SVG has no style attributes and no scripts, so that the strictest content policy shows it,
and is the same for the same findings. Colour never carries meaning alone: every part has its number or a pattern.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eval.findings import GOOD, PLURALS, Findings, Group
from eval.measures import Estimate, percentile
from eval.questionset import TRAPS
from eval.report import comma

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, QUIET, GRID = "#1b2a30", "#4c5c63", "#d5d9d6"
COLOURS = {  # told apart by their lightness too
    "rätt": "#0b5563",
    "rätt avvisad": "#5f9ea8",
    "ofullständigt": "#e9c46a",
    "felaktigt avvisad": "#d9d5c7",
    "fel": "#c1440e",
    "svarade ändå": "#7a1f02",
}
HATCHES = {"felaktigt avvisad": "//", "svarade ändå": "\\\\"}
WIDTH = 7.6  # inches: the text width of a printed A4
FONT = "DejaVu Sans"  # comes with matplotlib; wider than what stands in for it, so that nothing is cut
FONTS = "'DejaVu Sans', Verdana, Arial, sans-serif"
DPI = 160
MOST_GROUPS = 14
LONG = re.compile(r"-?\d+\.\d{3,}")  # a hundredth of a point is finer than any screen
STYLE = re.compile(r' style="([^"]*)"')
SHEET = re.compile(r'<style type="text/css">.*?</style>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Plot:
    """One picture, ready to be laid out."""

    title: str
    text: str  # says what the picture shows, for those who do not see it
    svg: str
    png: bytes


def draw_all(findings: Findings, *, png: bool = False) -> tuple[Plot, ...]:
    """The plots that the findings have something to show in."""
    made = (
        ("Svar per sort", tell_groups(findings.by_kind), lambda axes: draw_groups(axes, findings.by_kind), len(findings.by_kind)),
        ("Programmets egen säkerhet", tell_bins(findings), lambda axes: draw_bins(axes, findings), 7),
        ("Svarstider", tell_times(findings), lambda axes: draw_times(axes, findings), 6),
        ("Avvisade frågor", tell_refusals(findings), lambda axes: draw_refusals(axes, findings), len(refusal_rows(findings))),
    )
    return tuple(make_plot(title, text, draw, rows, png=png) for title, text, draw, rows in made if text)


def make_plot(title: str, text: str, draw: Callable[[Axes], None], rows: int, *, png: bool) -> Plot:
    """Draw one picture, `rows` high."""
    import matplotlib as mpl  # noqa: PLC0415 - costs over a second, which no question should pay
    from matplotlib.figure import Figure  # noqa: PLC0415

    settings: dict[str, Any] = {"svg.fonttype": "none", "svg.hashsalt": title, "font.family": FONT, "font.size": 10, "hatch.linewidth": 0.6}
    settings |= {"text.color": INK, "axes.labelcolor": INK, "xtick.color": QUIET, "ytick.color": INK, "axes.edgecolor": GRID}
    with mpl.rc_context(settings):  # type: ignore[arg-type]
        figure = Figure(figsize=(WIDTH, 1.1 + 0.36 * min(rows, MOST_GROUPS)), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes)
        return Plot(title, text, write_svg(figure), write_png(figure) if png else b"")


def write_svg(figure: Figure) -> str:
    """An SVG element with attributes in place of styles."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = SHEET.sub("", text).replace("<svg ", '<svg stroke-linejoin="round" aria-hidden="true" focusable="false" ', 1)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1), count=1)
    text = LONG.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), text)
    text = re.sub(r">\s+<", "><", re.sub(r"\s*\n\s*", " ", text))
    return STYLE.sub(lambda found: spell_style(found[1]), text).strip()


def spell_style(style: str) -> str:
    """A style attribute as SVG's own attributes."""
    spelt: list[str] = []
    for part in style.split(";"):
        name, _, value = (piece.strip() for piece in part.partition(":"))
        if name == "font":
            spelt.extend(spell_font(value))
        elif name:
            spelt.append(f'{name}="{value}"')
    return " " + " ".join(spelt) if spelt else ""


def spell_font(value: str) -> list[str]:
    """CSS's short form of a font as attributes."""
    size = re.search(r"([\d.]+)px", value)
    weight = ['font-weight="bold"'] if re.search(r"\b(?:bold|700)\b", value) else []
    return [f'font-size="{size[1]}"', f'font-family="{FONTS}"', *weight] if size else []


def write_png(figure: Figure) -> bytes:
    """A picture for Word."""
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI, facecolor="white")
    return out.getvalue()


def draw_groups(axes: Axes, groups: Sequence[Group]) -> None:
    """Bars of verdicts, one group a row, with counts in them."""
    shown = list(reversed(groups[:MOST_GROUPS]))
    left = [0.0] * len(shown)
    for verdict in COLOURS:
        places = [place for place, one in enumerate(shown) if one.counts[verdict]]
        if places:
            shares = [shown[place].counts[verdict] / shown[place].n for place in places]
            draw_verdict(
                axes, verdict, places, shares, [left[place] for place in places], [shown[place].counts[verdict] for place in places]
            )
            for place, share in zip(places, shares, strict=True):
                left[place] += share
    axes.set_yticks(range(len(shown)), [f"{one.name} ({one.n})" for one in shown])
    axes.set_xlim(0, 1)
    axes.margins(y=0.02)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize=9, handlelength=1.2)


def draw_verdict(axes: Axes, verdict: str, places: list[int], shares: list[float], left: list[float], counts: list[int]) -> None:
    """One verdict's part of each bar that has it."""
    colour, hatch = COLOURS[verdict], HATCHES.get(verdict)
    bars = axes.barh(places, shares, left=left, color=colour, hatch=hatch, edgecolor="white", linewidth=0.8, label=PLURALS[verdict][1])
    labels = [str(count) if share > 0.04 else "" for count, share in zip(counts, shares, strict=True)]
    dark = verdict in ("rätt", "fel", "svarade ändå")
    axes.bar_label(bars, labels, label_type="center", color="white" if dark else INK, fontsize=9)


def tell_groups(groups: Sequence[Group]) -> str:
    """The bars in words."""
    return "; ".join(f"{one.name}: {sum(one.counts[verdict] for verdict in GOOD)} av {one.n} rätt" for one in groups) + "."


def draw_bins(axes: Axes, findings: Findings) -> None:
    """Certainty against share right, with the line where both are the same."""
    axes.plot([0, 1], [0, 1], color=QUIET, linewidth=1, linestyle="--", label="säkerhet = andel rätt")
    axes.plot([one.chance for one in findings.bins], [one.right for one in findings.bins], "o-", color=COLOURS["rätt"], label="svaren")
    for one in findings.bins:
        axes.annotate(f"n = {one.n}", (one.chance, one.right), xytext=(6, -12), textcoords="offset points", fontsize=9)
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    axes.set(xlim=(0, 1.06), ylim=(0, 1.08), xlabel="programmets egen säkerhet", ylabel="andel rätt")
    axes.set_xticks(ticks, [f"{tick * 100:.0f} %" for tick in ticks])
    axes.set_yticks(ticks, [f"{tick * 100:.0f} %" for tick in ticks])
    axes.legend(frameon=False, fontsize=9, loc="lower right")


def tell_bins(findings: Findings) -> str:
    """The curve in words."""
    parts = [f"säkerhet {one.low * 100:.0f}–{one.high * 100:.0f} %: {one.right * 100:.0f} % rätt av {one.n}" for one in findings.bins]
    return f"Hur ofta svaren är rätt vid olika säkerhet. {'; '.join(parts)}." if parts else ""


def draw_times(axes: Axes, findings: Findings) -> None:
    """How many answers took how long."""
    times = [outcome.ask_ms for outcome in findings.outcomes if not outcome.error]
    axes.hist(times, bins=min(40, max(8, len(times) // 6)), color=COLOURS["rätt avvisad"], edgecolor="white", linewidth=0.5)
    for share, style in ((0.5, "-"), (0.95, "--")):
        value = percentile(times, share)
        axes.axvline(value, color=INK, linewidth=1, linestyle=style, label=f"{share * 100:.0f} % är klara på {value:.0f} ms")
    axes.set(xlabel="millisekunder till svaret är klart", ylabel="frågor")
    axes.set_xlim(left=0)
    axes.legend(frameon=False, fontsize=9)


def tell_times(findings: Findings) -> str:
    """The times in words."""
    times = [outcome.ask_ms for outcome in findings.outcomes if not outcome.error]
    if not times:
        return ""
    return (
        f"Hälften av svaren var klara på {percentile(times, 0.5):.0f} millisekunder, 95 av 100 på {percentile(times, 0.95):.0f}, "
        f"det långsammaste på {max(times):.0f}."
    )


def draw_refusals(axes: Axes, findings: Findings) -> None:
    """Share refused of each sort of unanswerable question, and wrongly of the answerable ones, with intervals."""
    rows = refusal_rows(findings)[::-1]
    for place, (_, estimate, wrong) in enumerate(rows):
        colour, hatch = (COLOURS["fel"], "//") if wrong else (COLOURS["rätt avvisad"], None)
        axes.barh(place, estimate.value, color=colour, hatch=hatch, edgecolor="white", height=0.6)
        axes.plot([estimate.low, estimate.high], [place, place], color=INK, linewidth=1.2, marker="|", markersize=7)
        axes.annotate(f"{estimate.value * 100:.0f} % av {estimate.n}", (1.02, place), va="center", fontsize=9, annotation_clip=False)
    axes.set_yticks(range(len(rows)), [name for name, _, _ in rows])
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.spines["left"].set_visible(False)


def refusal_rows(findings: Findings) -> list[tuple[str, Estimate, bool]]:
    """Name, estimate and whether refusing was wrong."""
    rows = [(trap, findings.measures[trap], False) for trap in TRAPS]
    rows.append(("kan besvaras (felaktigt avvisade)", findings.measures["wrongly_refused"], True))
    return [(name, estimate, wrong) for name, estimate, wrong in rows if estimate]


def tell_refusals(findings: Findings) -> str:
    """The refusals in words."""
    parts = [
        f"{name}: {estimate.value * 100:.0f} % avvisade av {estimate.n} (intervall {comma(estimate.low)}–{comma(estimate.high)})"
        for name, estimate, _ in refusal_rows(findings)
    ]
    return f"{'; '.join(parts)}." if parts else ""
