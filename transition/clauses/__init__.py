"""The standards as data: ``clause_maps/`` becomes a checked ClausePack."""

from transition.clauses.packs import available_packs, load_pack, pack_folder

__all__ = ["available_packs", "load_pack", "pack_folder"]
