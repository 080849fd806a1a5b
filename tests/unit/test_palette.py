import pytest

from salesex.reports.palette import BRAND, DEFAULT, NEUTRAL, contrast, luminance, palette

CLIENTS = [
    DEFAULT,
    "#0b5d7a",
    "#1d8a4e",
    "#e4572e",
    "#ffe600",
    "#ffffff",
    "#000000",
    "#808080",
    "#fdf6f0",
    "#FF00FF",
]


def test_contrast_of_published_pairs() -> None:
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#ffffff") == pytest.approx(1)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#767676") == contrast("#767676", "#ffffff")


@pytest.mark.parametrize("client", CLIENTS)
def test_every_step_meets_its_contrast(client: str) -> None:
    colours = palette(client)
    for name, (target, _) in {**BRAND, **NEUTRAL}.items():
        assert target <= contrast(colours[name]) < target * 1.025, name


@pytest.mark.parametrize("client", CLIENTS)
def test_all_clients_look_alike_in_grey(client: str) -> None:
    colours, default = palette(client), palette()
    for name in {**BRAND, **NEUTRAL}:
        assert luminance(colours[name]) == pytest.approx(luminance(default[name]), rel=0.05), name


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


@pytest.mark.parametrize("client", ["#808080", "#ffffff", "#000000"])
def test_a_grey_client_has_a_grey_report(client: str) -> None:
    for colour in palette(client).values():
        assert max(_channels(colour)) - min(_channels(colour)) <= 1


def test_hue_is_kept() -> None:
    red, green, blue = _channels(palette("#e4572e")["b700"])
    assert red > green > blue


def test_steps_of_the_design_page() -> None:
    colours = palette("#0b3d6e")
    assert (colours["b900"], colours["b700"], colours["b400"]) == ("#11345a", "#2b598d", "#6a95c7")
    assert (colours["b200"], colours["n300"]) == ("#b3cbe9", "#babcc0")


def test_the_client_colour_itself_is_there() -> None:
    assert palette("#FF00FF")["client"] == "#ff00ff"
    assert palette()["paper"] == "#ffffff"
