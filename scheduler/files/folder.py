"""Folders and files that appear whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scheduler.errors import Fault, InputError, OutputExists


@contextmanager
def whole_folder(folder: Path, overwrite: bool, known_by: str) -> Iterator[Path]:
    """A folder to write into, which becomes ``folder`` when the block ends and vanishes when it fails.

    Args:
        overwrite: put it in the place of a folder that is there; it is taken away only at the end.
        known_by: a file that a folder must hold to be overwritten, so that no other is lost.

    Raises:
        OutputExists: where something is there and ``overwrite`` is false.
        InputError: where what is there is no folder of the kind.
    """
    check_free(folder, overwrite, known_by)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        made = beside / "new"
        made.mkdir()
        yield made
        check_free(folder, overwrite, known_by)
        _put_in_place(made, folder, beside / "old")
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def written_whole(file: Path, text: str) -> None:
    """Write a text file in one step: who reads it meanwhile sees it whole or not at all."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def check_free(folder: Path, overwrite: bool, known_by: str) -> None:
    """Whether a folder may be written, before any work is done for it; raises as ``whole_folder`` does."""
    if not folder.exists() and not folder.is_symlink():
        return
    if not overwrite:
        raise OutputExists(folder)
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / known_by).is_file()):
        fault = Fault(f"is there and holds no {known_by}, so it is not overwritten", str(folder))
        raise InputError([fault])


def _put_in_place(made: Path, folder: Path, old: Path) -> None:
    """Move what was made to its place; where that fails, what was there goes back."""
    if not folder.exists():
        made.rename(folder)
        return
    folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        old.rename(folder)
        raise
