"""How far was the camera turned when this photo was taken?

Phones store a photo as the sensor saw it, with a note (Exif orientation) how to
turn it; Word heeds the note when a person inserts the photo, and not otherwise.
"""

import struct

_ORIENTATION = 0x0112
# Mirrored ones (2, 4, 5, 7) come from no camera.
_TURNS = {3: 180, 6: 90, 8: 270}


def turn(image: bytes) -> int:
    """Return by how many degrees clockwise to turn a JPEG; 0 where it does not say, or is none.

    >>> turn(b"not a picture")
    0
    """
    at = 2
    while image[:2] == b"\xff\xd8" and image[at : at + 1] == b"\xff" and at + 4 <= len(image):
        marker, size = image[at + 1], int.from_bytes(image[at + 2 : at + 4])
        if marker == 0xDA:
            break
        if marker == 0xE1 and image[at + 4 : at + 10] == b"Exif\0\0":
            return _TURNS.get(_orientation(image[at + 10 : at + 2 + size]), 0)
        at += 2 + size
    return 0


def _orientation(tiff: bytes) -> int:
    """Return the orientation in the first directory of a TIFF header; 1 where there is none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 1
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
        for number in range(count):
            at = start + 2 + 12 * number
            tag, _kind, _n, value = struct.unpack_from(order + "HHIH", tiff, at)
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        return 1
    return 1
