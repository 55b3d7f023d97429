"""Ways to damage a Word file: its bytes, its zip, its XML. The same dice give the same damage."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EXTREME = (
    "",
    "-1",
    "0",
    "1",
    "7",
    "63",
    "255",
    "32768",
    "99999999999999",
    "x",
    "1.5",
    "0x10",
    "ﬀ",
    "true",
    "../../x",
    " ",
)
Members = dict[str, bytes]


def mutate(data: bytes, dice: random.Random) -> bytes:
    """Return a damaged copy of a file."""
    kind = dice.random()
    if kind < 0.2:
        return _bytes(data, dice)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if kind < 0.35:
        dice.choice(ZIP)(members, dice)
        return _lie(packed(members), dice) if dice.random() < 0.3 else packed(members)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        named = [n for n in sorted(members) if n.endswith((".xml", ".rels"))] or sorted(members)
        name = (
            dice.choice([n for n in named if "document" in n] or named) if dice.random() < 0.6 else dice.choice(named)
        )
        members[name] = _xml(members[name], dice)
    return packed(members)


def packed(members: Members) -> bytes:
    """Return a zip of these members, always the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _bytes(data: bytes, dice: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.randint(1, 20)):
        place = dice.randrange(len(out))
        match dice.randrange(4):
            case 0:
                out[place] = dice.randrange(256)
            case 1:
                del out[place : place + dice.randint(1, 200)]
            case 2:
                out[place:place] = bytes(dice.randrange(256) for _ in range(dice.randint(1, 40)))
            case 3:
                out[place : place + 4] = dice.randbytes(4)
        if not out:
            break
    return bytes(out[: dice.randint(0, len(out))] if dice.random() < 0.3 else out)


# --- the zip ----------------------------------------------------------------------------------------


def _drop(members: Members, dice: random.Random) -> None:
    del members[dice.choice(sorted(members))]


def _rename(members: Members, dice: random.Random) -> None:
    name = dice.choice(sorted(members))
    members[dice.choice(("../" + name, "/" + name, name.upper(), name.replace("/", "\\"), "x" * 300, ""))] = (
        members.pop(name)
    )


def _swap(members: Members, dice: random.Random) -> None:
    one, other = dice.choice(sorted(members)), dice.choice(sorted(members))
    members[one], members[other] = members[other], members[one]


def _nest(members: Members, dice: random.Random) -> None:
    members[dice.choice(sorted(members))] = packed(members)


def _swell(members: Members, dice: random.Random) -> None:
    name = dice.choice(sorted(members))
    members[name] += dice.choice((b" ", b"\0", b"<a/>")) * dice.choice((1000, 1_000_000, 6_000_000))


def _crowd(members: Members, dice: random.Random) -> None:
    for number in range(dice.choice((50, 2000, 11_000))):
        members[f"word/media/{number}.bin"] = b"x"


ZIP: tuple[Callable[[Members, random.Random], None], ...] = (_drop, _rename, _swap, _nest, _swell, _crowd)


def _lie(data: bytes, dice: random.Random) -> bytes:
    """Write wrong sizes, methods or flags into the directory of a zip."""
    out = bytearray(data)
    places = [m.start() for m in re.finditer(b"PK\x01\x02", data)]
    for place in dice.sample(places, min(len(places), dice.randint(1, 3))):
        offset, size = dice.choice(((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (42, 4)))
        out[place + offset : place + offset + size] = dice.choice((b"\0" * size, b"\xff" * size, dice.randbytes(size)))
    return bytes(out)


# --- the XML ----------------------------------------------------------------------------------------


def _xml(xml: bytes, dice: random.Random) -> bytes:
    if dice.random() < 0.7:
        try:
            root = etree.fromstring(xml)
        except (etree.XMLSyntaxError, ValueError):
            return _markup(xml, dice)
        for _ in range(dice.randint(1, 8)):
            dice.choice(TREE)(root, dice)
        return etree.tostring(root)
    return _markup(xml, dice)


def _pick(root: etree._Element, dice: random.Random) -> etree._Element:
    return dice.choice([e for e in root.iter() if isinstance(e.tag, str)])


def _remove(root: etree._Element, dice: random.Random) -> None:
    one = _pick(root, dice)
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _graft(root: etree._Element, dice: random.Random) -> None:
    one, other = _pick(root, dice), _pick(root, dice)
    if sum(1 for _ in one.iter()) < 3000:
        other.append(copy.deepcopy(one))


def _retag(root: etree._Element, dice: random.Random) -> None:
    names = (
        "p",
        "tbl",
        "tr",
        "tc",
        "sdt",
        "sdtContent",
        "ins",
        "del",
        "fldChar",
        "hyperlink",
        "txbxContent",
        "sectPr",
        "altChunk",
        "sym",
    )
    _pick(root, dice).tag = dice.choice((_pick(root, dice).tag, f"{{{W}}}{dice.choice(names)}"))


def _value(root: etree._Element, dice: random.Random) -> None:
    one = _pick(root, dice)
    name = (
        dice.choice(list(one.attrib))
        if one.attrib and dice.random() < 0.8
        else f"{{{W}}}{dice.choice(('val', 'id', 'type', 'ilvl'))}"
    )
    one.set(name, dice.choice(EXTREME))


def _text(root: etree._Element, dice: random.Random) -> None:
    _pick(root, dice).text = dice.choice(
        ("stray", "9" * 5000, "ạ\u0301" * 50, "|" * 2000, " \n" * 3000, "1.1.1.1.1.1.1.1", "a" * 200_000, ". " * 20_000)
    )


def _wrap(root: etree._Element, dice: random.Random) -> None:
    """Put one element into many levels of another."""
    one = _pick(root, dice)
    parent = one.getparent()
    if parent is None:
        return
    name = dice.choice(("sdt", "ins", "hyperlink", "smartTag", "tbl", "tc", "r", "p", "txbxContent", "drawing"))
    for _ in range(dice.choice((3, 60, 120, 300))):
        outer = etree.SubElement(parent, f"{{{W}}}{name}")
        parent = outer
    parent.append(one)


def _many(root: etree._Element, dice: random.Random) -> None:
    """Repeat one element many times beside itself."""
    one = _pick(root, dice)
    parent = one.getparent()
    size = sum(1 for _ in one.iter())
    if parent is not None:
        for _ in range(min(dice.choice((20, 400, 3000)), 60_000 // size)):
            parent.append(copy.deepcopy(one))


def _cycle(root: etree._Element, dice: random.Random) -> None:
    """Let references point at themselves or at each other."""
    named = [
        e
        for e in root.iter()
        if isinstance(e.tag, str)
        and e.tag.endswith(("}basedOn", "}link", "}pStyle", "}numStyleLink", "}abstractNumId", "}numId"))
    ]
    known = [v for e in root.iter() if isinstance(e.tag, str) for k, v in e.attrib.items() if str(k).endswith("Id")]
    if named and known:
        dice.choice(named).set(f"{{{W}}}val", str(dice.choice(known)))


TREE: tuple[Callable[[etree._Element, random.Random], None], ...] = (
    _remove,
    _graft,
    _retag,
    _value,
    _value,
    _text,
    _wrap,
    _many,
    _cycle,
)


def _markup(xml: bytes, dice: random.Random) -> bytes:  # noqa: C901 - one branch for each kind of damage
    tags = re.findall(rb"<[^<>]+>", xml) or [b"<a/>"]
    for _ in range(dice.randint(1, 6)):
        one, other = dice.choice(tags), dice.choice(tags)
        match dice.randrange(9):
            case 0:
                xml = xml.replace(one, b"", 1)
            case 1:
                xml = xml.replace(one, other, 1)
            case 2:
                xml = xml.replace(one, one * dice.randint(2, 5000), 1)
            case 3:
                xml = re.sub(rb'"[^"]*"', b'"%d"' % dice.choice((-1, 0, 7, 10**12)), xml, count=dice.randint(1, 4))
            case 4:
                xml = xml.replace(one, one + other + b"</w:p><w:p>", 1)
            case 5:
                xml = xml.replace(
                    one,
                    one + dice.choice((b"&x;", b"&#0;", b"&#xD800;", b"<!-- -->", b"<![CDATA[ ]]>", b"<?x?>", b"\xff")),
                    1,
                )
            case 6:
                xml = b'<!DOCTYPE a [<!ENTITY x "' + b"y" * dice.randint(1, 9999) + b'">]>' + xml
            case 7:
                xml = xml.replace(b"xmlns:w=", dice.choice((b"xmlns:q=", b"xmlns:w2=")), 1)
            case 8:
                xml = dice.choice(
                    (xml.decode("utf-8", "replace").encode("utf-16"), b"\xef\xbb\xbf" + xml, xml[: len(xml) // 2])
                )
    return xml
