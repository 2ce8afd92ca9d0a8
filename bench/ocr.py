"""How well scanned Thai is read: thirty pages of our own words, printed, spoilt and read as uploads are."""

import json
from itertools import chain
from statistics import fmean

from bench.figures import Figure, at_most, missing, percentile, report
from bench.home import new_home

# Our own: then nearly every word of a page is whole, and the search forgives the others.
_MOST_WRONG = 2.0


def measure() -> list[Figure]:
    with new_home() as home:
        said = json.loads(home.python("bench.ocr_inside"))
    if said is None:
        return [missing("OCR: letters read wrong", "tesseract with Thai is missing")]
    everything = list(chain.from_iterable(said["wrong"].values()))
    return [
        at_most("OCR of 30 spoilt pages: letters wrong, mean", 100 * fmean(everything), "%", _MOST_WRONG),
        *(report(f"OCR: letters wrong, {kind}", 100 * fmean(each), "%") for kind, each in said["wrong"].items()),
        report("OCR: one page, p50", percentile(said["seconds"], 0.5), "s"),
    ]
