"""Amounts of money in words. Amounts are whole fen everywhere; only words speak of yuan."""

from __future__ import annotations

from yijian.core.errors import Text


def yuan(fen: int) -> Text:
    """12,800.50 元 for 1280050 fen; whole yuan without decimals. Exact: no float is ever made."""
    sign, (whole, part) = "-" if fen < 0 else "", divmod(abs(fen), 100)
    amount = f"{sign}{whole:,}" if part == 0 else f"{sign}{whole:,}.{part:02d}"
    return Text(f"{amount} 元", f"{amount} yuan")
