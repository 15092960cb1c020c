"""Who acts at the terminal of an installation."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yijian.usecases.permissions import Actor


def operator() -> Actor:
    """Whoever sits there, by the account of the operating system."""
    # The use cases are loaded only for commands that act.
    from yijian.usecases.permissions import Actor, ActorKind

    return Actor(kind=ActorKind.OPERATOR, name=getpass.getuser())
