"""One client colour in, one accessible palette out.

Every step is defined by its WCAG contrast against white, not by a lightness. Hue is kept, chroma is
scaled, and OKLCH lightness is bisected until the contrast is met. Equal contrast is equal luminance,
so the reports of all clients look the same in greyscale; a pale or grey client colour works as well.

Sources: relative luminance and contrast from WCAG 2.2; OKLCH from Björn Ottosson, "A perceptual color
space for image processing", 2020.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import atan2, cos, hypot, sin
from types import MappingProxyType

DEFAULT = "#0b3d6e"
"""The client colour of an engagement that names none."""

BRAND = {
    "b900": (12.5, 0.80),
    "b700": (7.2, 1.00),
    "b500": (4.6, 1.00),
    "b400": (3.1, 0.90),
    "b200": (1.65, 0.50),
    "b100": (1.22, 0.28),
    "b50": (1.08, 0.14),
}
"""Step -> contrast against white, share of the client colour's chroma."""

NEUTRAL = {
    "ink": (15.0, 0.016),
    "n700": (7.2, 0.012),
    "n500": (4.8, 0.010),
    "n300": (1.90, 0.006),
    "n200": (1.32, 0.004),
}
"""Step -> contrast against white, chroma: a trace of the hue, so that greys and colour belong together."""

Rgb = tuple[float, float, float]


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _to_srgb(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)


def _linear_of(colour: str) -> Rgb:
    red, green, blue = (_to_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


def _chroma_and_hue(colour: str) -> tuple[float, float]:
    red, green, blue = _linear_of(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return hypot(a, b), atan2(b, a)


def _linear(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _inside(colour: Rgb) -> bool:
    return all(-1e-4 <= channel <= 1.0001 for channel in colour)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """Nearest sRGB colour: out of gamut gives up chroma, never hue."""
    kept, lost = (chroma, chroma) if _inside(_linear(lightness, chroma, hue)) else (0.0, chroma)
    while lost - kept > 5e-4:
        middle = (kept + lost) / 2
        kept, lost = (middle, lost) if _inside(_linear(lightness, middle, hue)) else (kept, middle)
    channels = (_to_srgb(min(max(c, 0.0), 1.0)) for c in _linear(lightness, kept, hue))
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def luminance(colour: str) -> float:
    """Relative luminance 0-1 of `#rrggbb` (WCAG 2.2)."""
    red, green, blue = _linear_of(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str = "#ffffff") -> float:
    """Contrast 1-21 of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _solve(target: float, chroma: float, hue: float) -> str:
    """Lightest colour found that still has the contrast."""
    dark, light = 0.0, 1.0
    for _ in range(24):
        middle = (dark + light) / 2
        enough = contrast(_hex(middle, chroma, hue)) > target
        dark, light = (middle, light) if enough else (dark, middle)
    return _hex(dark, chroma, hue)


@cache
def palette(client: str = DEFAULT) -> Mapping[str, str]:
    """Derive all colours of a report from one.

    Parameters
    ----------
    client : `#rrggbb`

    Returns
    -------
    Name -> `#rrggbb`: b900 b700 b500 b400 b200 b100 b50 (brand), ink n700 n500 n300 n200 (neutral),
    paper (white) and client (the colour itself, only for areas without text).
    """
    chroma, hue = _chroma_and_hue(client)
    steps = {name: _solve(target, chroma * share, hue) for name, (target, share) in BRAND.items()}
    steps |= {name: _solve(target, min(tint, chroma), hue) for name, (target, tint) in NEUTRAL.items()}
    return MappingProxyType(steps | {"paper": "#ffffff", "client": client.lower()})
