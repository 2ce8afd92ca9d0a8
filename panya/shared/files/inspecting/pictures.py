"""Pictures, written anew from their pixels: what a camera or an attacker put beside them does not come along."""

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageSequence

from panya.shared.files.inspecting.verdict import Unfit, Verdict

MOST_PIXELS = 50_000_000
# This decoder needs the whole picture several times over.
_MOST_OF = {"WEBP": 24_000_000}
MOST_SIDE = 20_000
# All frames of a moving picture together.
MOST_MOVING_PIXELS = 60_000_000
# The longest side of what a page shows, and of the small one for lists.
SHOWN, SMALL = 1600, 480
_HEAVY = 1024 * 1024
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TYPES = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "GIF": ("image/gif", "gif"),
    "WEBP": ("image/webp", "webp"),
}
_HOW: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "GIF": {"optimize": True},
    "WEBP": {"quality": 84, "method": 4},
}


def take(path: Path, kind: str, folder: Path) -> Verdict:
    """Write the picture to show and the small one into `folder`; raise Unfit where it cannot be read whole."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(path, formats=[kind]) as picture:
            _refuse_large(picture, kind)
            # Reads every part to the end: pixels alone may be there in a file that was cut off.
            picture.verify()
        with Image.open(path, formats=[kind]) as picture:
            if getattr(picture, "n_frames", 1) > 1:
                return _moving(picture, kind, folder)
            picture.draft("RGB", (2 * SHOWN, 2 * SHOWN))
            picture.load()
            return _still(picture, kind, folder)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Unfit("many_pixels") from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError) as error:
        raise Unfit("damaged_picture") from error


def _refuse_large(picture: Image.Image, kind: str) -> None:
    width, height = picture.size
    if width * height > _MOST_OF.get(kind, MOST_PIXELS) or max(width, height) > MOST_SIDE:
        raise Unfit("many_pixels")


def _still(picture: Image.Image, kind: str, folder: Path) -> Verdict:
    profile, turned = picture.info.get("icc_profile"), picture.getexif().get(_ORIENTATION, 1)
    # Made small before anything else: each copy of a large one costs hundreds of megabytes.
    plain = _fitted(_plain(picture, kind), SHOWN)
    upright = plain.transpose(_TURNS[turned]) if turned in _TURNS else plain
    shown = _bare(_in_common_colours(upright, profile))
    written = _write(shown, kind, folder / "picture")
    if kind == "PNG" and shown.mode == "RGB" and (folder / written).stat().st_size > _HEAVY:
        # A photograph in a form that is made for drawings.
        kind = "JPEG"
        written = _write(shown, kind, folder / "picture")
    media_type, extension = _TYPES[kind]
    verdict = Verdict(media_type, extension, *shown.size, {"picture": written})
    if max(shown.size) > SMALL:
        verdict.written["small"] = _write(_fitted(shown, SMALL), kind, folder / "small")
    return verdict


def _plain(picture: Image.Image, kind: str) -> Image.Image:
    """In a mode that can be scaled and written, with its transparency where there is any."""
    if kind == "JPEG":
        return picture if picture.mode in {"RGB", "L"} else picture.convert("RGB")
    if picture.mode.startswith("I"):
        # Sixteen bits a point, as some scanners write.
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if "transparency" in picture.info or picture.mode in {"RGBA", "LA", "PA"}:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    if picture.mode in {"1", "L"}:
        return picture.convert("L")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    """No longer than this on its longer side; a smaller one stays as it is."""
    if max(picture.size) <= side:
        return picture
    return picture.resize(_size(picture, side), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _size(picture: Image.Image, side: int) -> tuple[int, int]:
    width, height = picture.size
    scale = side / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _bare(picture: Image.Image) -> Image.Image:
    """A new picture of the pixels only: no place, text, profile or comment is carried over."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _in_common_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB: the profile of a camera is left behind, its colours are not."""
    if not profile or picture.mode not in {"RGB", "RGBA"}:
        return picture
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        common = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(picture, meant, common, outputMode=picture.mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return picture if changed is None else changed


def _write(picture: Image.Image, kind: str, path: Path) -> str:
    picture.save(path, format=kind, **_HOW[kind])
    return path.name


def _moving(picture: Image.Image, kind: str, folder: Path) -> Verdict:
    frames = getattr(picture, "n_frames", 1)
    if frames * picture.size[0] * picture.size[1] > MOST_MOVING_PIXELS:
        raise Unfit("many_frames")
    if kind not in {"GIF", "WEBP"}:
        picture.seek(0)
        picture.load()
        return _still(picture, kind, folder)
    shown, lengths = [], []
    for frame, length in _frames(picture):
        shown.append(_bare(_fitted(frame, SHOWN)))
        lengths.append(length)
    media_type, extension = _TYPES[kind]
    verdict = Verdict(media_type, extension, *shown[0].size)
    how: dict[str, Any] = {"save_all": True, "append_images": shown[1:], "duration": lengths, "loop": 0, "disposal": 2}
    if kind == "WEBP":
        how = {**how, "quality": 80, "method": 1}
        del how["disposal"]
    shown[0].save(folder / "picture", format=kind, **how)
    verdict.written["picture"] = "picture"
    if max(shown[0].size) > SMALL:
        verdict.written["small"] = _write(_fitted(shown[0], SMALL), kind, folder / "small")
    return verdict


def _frames(picture: Image.Image) -> Iterator[tuple[Image.Image, int]]:
    for frame in ImageSequence.Iterator(picture):
        yield frame.convert("RGBA"), int(frame.info.get("duration") or 100)
