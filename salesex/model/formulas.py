"""The formula behind every step of a derivation, and where it is from; kept here and nowhere else.

`text` is in signs every language reads; a name in braces is filled in. Without sources it is our own
operationalisation (DOMAIN b). `salesex/cli/derivations/german.py` and `english.py` say what the letters mean.
"""

from __future__ import annotations

from dataclasses import dataclass

WILSON = "Wilson 1927, JASA 22:209-212"
SATTERTHWAITE = "Satterthwaite 1946, Biometrics Bulletin 2:110-114"
ZOU_DONNER = "Zou & Donner 2008, Statistics in Medicine 27:1693-1702"
COCHRAN = "Cochran 1977, Sampling Techniques, 3rd ed., Wiley, ch. 2"
DAVISON_HINKLEY = "Davison & Hinkley 1997, Bootstrap Methods and their Application, CUP, ch. 3.2-3.3"
JANSSEN = "Janssen 1997, Statistics & Probability Letters 36:9-21"
CHUNG_ROMANO = "Chung & Romano 2013, Annals of Statistics 41:484-507"
PHIPSON_SMYTH = "Phipson & Smyth 2010, SAGMB 9:39"
HOLM = "Holm 1979, Scandinavian Journal of Statistics 6:65-70"
CRONBACH = "Cronbach 1951, Psychometrika 16:297-334"
FELDT = "Feldt 1965, Psychometrika 30:357-370"
MCDONALD = "McDonald 1999, Test Theory: A Unified Treatment, Erlbaum, ch. 6"
BURKE_DUNLAP = "Burke & Dunlap 2002, Organ. Res. Methods 5:159-172"
JAMES = "James, Demaree & Wolf 1984, J. Appl. Psychol. 69:85-98"
BARTKO = "Bartko 1976, Psychol. Bull. 83:762-765"
HEDGES = "Hedges 1981, Journal of Educational Statistics 6:107-128"
STEIGER_FOULADI = "Steiger & Fouladi 1997, in: What If There Were No Significance Tests?, Erlbaum, 221-257"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the works it is from; none where it is ours."""

    text: str
    sources: tuple[str, ...] = ()


FORMULAS = {
    "answers": Formula("m = Σ c·p / Σ c;  p = 100·(x − {min}) / ({max} − {min})"),
    "answers_turned": Formula("m = Σ c·p / Σ c;  p = 100·({max} − x) / ({max} − {min})"),
    "items": Formula("M = Σ w·m / Σ w"),
    "blocks": Formula("M = Σ w·m / Σ w;  w = min(n, {cap})"),
    "dimensions": Formula("M = Σ m / k"),
    "interval": Formula(
        "(m − x)² = k·x·(100 − x);  k = q²·s²·(1 − f)·(1 + 0.5/n) / (n·m·(100 − m));  f = n/N",
        (WILSON, COCHRAN, SATTERTHWAITE, ZOU_DONNER),
    ),
    "gap_interval": Formula(
        "(m − x)² = k·x·(100 − x);  k = q²·s²·(1 + 0.5/n) / (n·m·(100 − m))",
        (WILSON, SATTERTHWAITE, ZOU_DONNER),
    ),
    "distance": Formula("d = √(Σ (x − p)² / k)"),
    "margin": Formula("V = max(0, d₂ − d₁)"),
    "stability": Formula("S = b / {draws}", (DAVISON_HINKLEY,)),
    "test": Formula("T = (a − b) / √Σ(c²·s²/n)", (JANSSEN, CHUNG_ROMANO)),
    "p_exact": Formula("p = b / B"),
    "p_drawn": Formula("p = (b + 1) / (B + 1)", (PHIPSON_SMYTH,)),
    "holm": Formula("p(i) · (k − i + 1)", (HOLM,)),
    "alpha": Formula("α = k/(k − 1) · (1 − Σ s²(i) / s²(Σ))", (CRONBACH, FELDT)),
    "omega": Formula("ω = (Σ λ)² / ((Σ λ)² + Σ θ)", (MCDONALD,)),
    "deviation": Formula("d = Σ |x − m| / n", (BURKE_DUNLAP,)),
    "rwg": Formula("r = k·(1 − q) / (k·(1 − q) + q);  q = s² / ((A² − 1)/12)", (JAMES,)),
    "icc": Formula("(B − W) / (B + (m − 1)·W);  (B − W) / B", (BARTKO,)),
    "missing": Formula("u / (n·k)"),
    "effect": Formula("g = J·(a − b) / s", (HEDGES, STEIGER_FOULADI)),
}
