"""Unpacking a backup into a directory of its own: only the members that a backup has, each as it should be."""

import hashlib
import tarfile
from pathlib import Path

from storage.about import DATABASE, WARC_NAME, About, BadBackup, about_of
from storage.workroom import sync_file

LARGEST = 2**24  # bytes of an about.json
WARC = "warc/"


def look(file: Path) -> About:
    """What a backup says of itself; raises BadBackup where the file is none."""
    try:
        with tarfile.open(file, mode="r:") as tar:
            return first(tar)
    except (tarfile.TarError, EOFError) as error:
        raise BadBackup(f"{file} is no backup: {error}") from error


def unpack(file: Path, room: Path) -> About:
    """Unpack all of a backup; return what it says of itself. Raises BadBackup where it is not whole."""
    try:
        with tarfile.open(file, mode="r:") as tar:
            tar.extraction_filter = getattr(tarfile, "data_filter", None)  # Pythons before 3.11.4 have none
            about = first(tar)
            (room / "warc").mkdir()
            found = {member.name: member.size for member in tar if extracted(tar, member, room)}
    except (tarfile.TarError, EOFError) as error:
        raise BadBackup(f"{file} is not whole: {error}") from error
    expected = {f"{WARC}{name}": size for name, size in about.warc.items()}
    if DATABASE not in found:
        raise BadBackup(f"{file} has no {DATABASE}")
    if {name: size for name, size in found.items() if name != DATABASE} != expected:
        raise BadBackup(f"{file} has not the files of raw pages that its about.json names")
    with (room / DATABASE).open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != about.sha256:
            raise BadBackup(f"{file} was changed: its {DATABASE} is not the one that was backed up")
    return about


def first(tar: tarfile.TarFile) -> About:
    """What the first member says, which must be the about.json."""
    member = tar.next()
    if member is None or member.name != "about.json" or not member.isreg() or member.size > LARGEST:
        raise BadBackup("it does not begin with an about.json, so `duizhao backup` did not write it")
    content = tar.extractfile(member)
    assert content is not None
    return about_of(content.read())


def extracted(tar: tarfile.TarFile, member: tarfile.TarInfo, room: Path) -> bool:
    """Extract one member; False for the about.json. Raises BadBackup for any that no backup has."""
    if member.name == "about.json" and member.offset == 0:
        return False
    warc = member.name.removeprefix(WARC)
    known = member.name == DATABASE or (member.name.startswith(WARC) and WARC_NAME.fullmatch(warc))
    path = room / member.name
    if not known or not member.isreg() or path.exists():
        raise BadBackup(f"it has a member {member.name[:100]!r}, which is no part of a backup")
    tar.extract(member, room)
    sync_file(path)
    if path.stat().st_size != member.size:
        raise BadBackup(f"its {member.name} is not whole")
    return True
