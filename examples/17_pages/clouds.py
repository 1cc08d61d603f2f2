"""What the pages are about."""

from typing import NamedTuple


class Cloud(NamedTuple):
    name: str
    base: float
    """Height of the lower side, in kilometres."""
    top: float
    left: int
    """Place in the picture of the sky, in percent."""
    text: str


CLOUDS = {
    "cirrus": Cloud("Cirrus", 7, 12, 8, "Fine white threads of ice, a day before the rain."),
    "cirrocumulus": Cloud("Cirrocumulus", 6, 10, 62, "Small grains, like the scales of a fish."),
    "altocumulus": Cloud("Altocumulus", 2.5, 6, 36, "A flock of sheep. It may thunder later."),
    "nimbostratus": Cloud("Nimbostratus", 1, 4, 4, "A dark blanket. It rains for hours."),
    "cumulus": Cloud("Cumulus", 0.8, 2.5, 64, "Cotton wool on a flat base. It stays fair."),
    "stratus": Cloud("Stratus", 0.1, 1, 40, "Fog that has lost touch with the ground."),
}
