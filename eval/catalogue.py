"""Every measure by name: what it is called, what it tells, its formula and its source.

In: a measure's name. Out: its description. Knows nothing of how it is computed: rankings.py, measures.py and summary.py do that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, for people."""

    name: str
    tells: str
    formula: str
    source: str
    high_is_good: bool = True


TREC = "Voorhees 1999, TREC-8 QA; ir-measures"
MANNING = "Manning m.fl. 2008, kap. 8; ir-measures"
ALCE = "ALCE, Gao m.fl. 2023, gjort deterministiskt"
OURS = "Planlots"

MEASURES: Mapping[str, Measure] = {
    "right": Measure(
        "rätt av alla", "Andelen frågor som besvarades rätt eller avvisades rätt.", "(rätt + rätt avvisade) / alla frågor", OURS
    ),
    "all_facts": Measure("alla fakta", "Andelen besvarbara frågor vars svar har alla fakta.", "svar med alla fakta / besvarbara", OURS),
    "fact_recall": Measure(
        "andel fakta",
        "Hur stor del av fakta som svaren har. Ett avvisat svar har 0.",
        "medel av (funna fakta / fakta)",
        "TREC QA, Voorhees 2003",
    ),
    "quote_cited": Measure(
        "facit citerat", "Andelen svar där en källa är facitcitatet.", "svar där en källa täcker halva facitcitatet / besvarade", OURS
    ),
    "citation_precision": Measure(
        "källor som stämmer",
        "Hur stor del av källorna som står i facits avsnitt, eller i samma text i en annan utgåva.",
        "medel av (källor i facits avsnitt / källor)",
        ALCE,
    ),
    "citation_recall": Measure(
        "facit som nås", "Hur stor del av facits avsnitt som svaret citerar.", "medel av (citerade facitavsnitt / facitavsnitt)", ALCE
    ),
    "wrongly_refused": Measure(
        "felaktigt avvisade",
        "Andelen besvarbara frågor som inte fick något svar.",
        "avvisade besvarbara / besvarbara",
        "Rajpurkar m.fl. 2018, SQuAD 2.0",
        high_is_good=False,
    ),
    "kind_right": Measure("rätt förstådd sort", "Andelen frågor som lästes som den sort facit anger.", "rätt sort / frågor med sort", OURS),
    "refused": Measure(
        "rätt avvisade",
        "Andelen obesvarbara frågor som avvisades, eller vars falska premiss rättades.",
        "rätt avvisade / obesvarbara",
        "Rajpurkar m.fl. 2018, SQuAD 2.0",
    ),
    "utanför": Measure("utanför ämnet", "Avvisade, när ämnet inte finns i dokumenten.", "rätt avvisade / frågor av sorten", OURS),
    "tyst": Measure("sägs inte", "Avvisade, när ämnet finns men inte svaret.", "rätt avvisade / frågor av sorten", OURS),
    "närmiss": Measure("närmiss", "Avvisade, när uppgiften finns om någon annan.", "rätt avvisade / frågor av sorten", OURS),
    "falsk premiss": Measure(
        "falsk premiss", "Avvisade eller rättade, när frågan förutsätter något som inte stämmer.", "rätt avvisade / frågor av sorten", OURS
    ),
    **{
        f"success@{k}": Measure(
            f"träff bland {k}",
            f"Andelen frågor där facit finns bland de {k} första träffarna.",
            f"1 om facit finns på plats 1–{k}, annars 0",
            TREC,
        )
        for k in (1, 3, 5, 10)
    },
    **{
        f"recall@{k}": Measure(
            f"recall@{k}", f"Hur stor del av facit som finns bland de {k} första träffarna.", f"facit på plats 1–{k} / facit", MANNING
        )
        for k in (1, 3, 5, 10)
    },
    "mrr": Measure("MRR", "Hur högt upp den första rätta träffen står.", "medel av 1 / platsen för första facit", TREC),
    "ndcg@10": Measure(
        "nDCG@10",
        "Hur väl de tio första träffarna är ordnade.",
        "Σ 1/log₂(plats + 1) för facit, delat med det bästa möjliga",
        "Järvelin & Kekäläinen 2002; ir-measures",
    ),
    "calibration_error": Measure(
        "kalibreringsfel",
        "Hur långt programmets egen säkerhet ligger från andelen rätt.",
        "Σ (n i facket / n) · |säkerhet − andel rätt|",
        "ECE, Naeini m.fl. 2015",
        high_is_good=False,
    ),
}
INTERVALS = (
    "Intervall inom hakparentes är 95-procentiga: Wilson (1927) för andelar, bootstrap med 1 000 dragningar (Efron 1979) för medelvärden. "
    "Två körningar jämförs fråga för fråga: McNemars exakta test (1947) för rätt och fel, permutationstest för medelvärden."
)
