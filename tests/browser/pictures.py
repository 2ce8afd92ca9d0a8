"""Compares a picture of the page with a stored one, in the browser itself; faint differences of smoothing pass."""

import base64
import os
from pathlib import Path

GOLDEN = Path(__file__).with_name("golden")
# The share of all ink that may stand elsewhere: other versions smooth edges otherwise, other fonts move a third.
TOLERANCE = 0.06

_COMPARE = """async ([one, other]) => {
  const drawn = await Promise.all([one, other].map(async (data) => {
    const picture = new Image();
    picture.src = "data:image/png;base64," + data;
    await picture.decode();
    return picture;
  }));
  const [a, b] = drawn;
  if (Math.abs(a.width - b.width) > 4 || Math.abs(a.height - b.height) > 4) return 1;
  const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)].map((size) => size >> 1);
  const ink = drawn.map((picture) => {
    const canvas = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    canvas.imageSmoothingQuality = "high";
    canvas.drawImage(picture, 0, 0, picture.width, picture.height, 0, 0, width, height);
    const { data } = canvas.getImageData(0, 0, width, height);
    return Array.from({ length: width * height }, (_, at) => 255 - data[4 * at + 1]);
  });
  let apart = 0, all = 0;
  for (let at = 0; at < ink[0].length; at += 1) {
    const gap = Math.abs(ink[0][at] - ink[1][at]);
    apart += gap > 48 ? gap : 0;
    all += Math.max(ink[0][at], ink[1][at]) > 24 ? Math.max(ink[0][at], ink[1][at]) : 0;
  }
  return all ? apart / all : 1;
}"""


def difference(page, name: str, shot: bytes, *, store: bool = False) -> float:
    """How much of the ink stands elsewhere than in the stored picture; 1 where there is none of that size.

    After an intended change of the look PANYA_GOLDEN=write stores the pictures anew; look at them before you commit.
    """
    stored = GOLDEN / f"{name}.png"
    if store and os.environ.get("PANYA_GOLDEN") == "write":
        stored.write_bytes(shot)
    if not stored.exists():
        return 1.0
    pictures = [base64.b64encode(picture).decode() for picture in (stored.read_bytes(), shot)]
    return page.evaluate(_COMPARE, pictures)
