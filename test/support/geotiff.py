# SPDX-License-Identifier: MIT
"""A GeoTIFF of class codes without any library: deflated rows of bytes, square cells, a reference system by its EPSG number."""
import struct
import zlib


def write(path, epsg, west, north, cell, rows):
    """`rows`: from north to south, each a sequence of codes from 0 to 255."""
    strips = [zlib.compress(bytes(row)) for row in rows]
    width, height = len(rows[0]), len(rows)
    is_geographic = epsg in (4326, 4258)
    keys = [1, 1, 0, 3, 1024, 0, 1, 2 if is_geographic else 1, 1025, 0, 1, 1, 2048 if is_geographic else 3072, 0, 1, epsg]
    offsets = [8]
    for strip in strips[:-1]:
        offsets.append(offsets[-1] + len(strip))
    body = b"".join(strips)
    body += b"\0" * (len(body) % 2)
    tags = [(256, "L", [width]), (257, "L", [height]), (258, "H", [8]), (259, "H", [8]), (262, "H", [1]), (273, "L", offsets),
            (277, "H", [1]), (278, "L", [1]), (279, "L", [len(strip) for strip in strips]), (339, "H", [1]),
            (33550, "d", [cell, cell, 0]), (33922, "d", [0, 0, 0, west, north, 0]), (34735, "H", keys)]
    kinds = {"H": 3, "L": 4, "d": 12}
    directory, extra = b"", b""
    begin_of_extra = 8 + len(body) + 2 + 12 * len(tags) + 4
    for tag, kind, values in tags:
        packed = struct.pack(f"<{len(values)}{kind}", *values)
        if len(packed) <= 4:
            value = packed.ljust(4, b"\0")
        else:
            value = struct.pack("<L", begin_of_extra + len(extra))
            extra += packed
        directory += struct.pack("<HHL", tag, kinds[kind], len(values)) + value
    with open(path, "wb") as file:
        file.write(b"II*\0" + struct.pack("<L", 8 + len(body)) + body)
        file.write(struct.pack("<H", len(tags)) + directory + b"\0\0\0\0" + extra)
