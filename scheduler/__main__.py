"""``python -m scheduler`` is ``cuofeng``."""

from scheduler.cli import main

main()
