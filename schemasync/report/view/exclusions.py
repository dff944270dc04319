"""What a plan does not speak of, in words."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.kinds import KINDS
from schemasync.prove.exclusion import Refusal
from schemasync.prove.proof import Proof
from schemasync.verdict.areas import display_name

SHOWN = 5
"""Reasons, and objects for each, that are named."""


def left_out(proof: Proof) -> str:
    """Each refusal once, behind what it hit; empty if nothing is left out."""
    hit: dict[Refusal, list[str]] = {}
    for ref, refusal in sorted(proof.left_out.items()):
        if ref.of not in proof.left_out:
            hit.setdefault(refusal, []).append(_name(ref))
    return "; ".join(_some([f"{', '.join(_some(names))} ({_why(names, refusal)})" for refusal, names in hit.items()]))


def _why(names: list[str], refusal: Refusal) -> str:
    return refusal.reason if names == [_name(refusal.ref)] else f"{_name(refusal.ref)}: {refusal.reason}"


def _name(ref: Ref) -> str:
    return f"{KINDS[ref.kind].label} {display_name(ref)}"


def _some(words: list[str]) -> list[str]:
    return words if len(words) <= SHOWN else [*words[:SHOWN], f"{len(words) - SHOWN} more"]
