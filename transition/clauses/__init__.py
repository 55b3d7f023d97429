"""The standards as data: ``clause_maps/`` becomes a checked ClausePack."""

from transition.clauses.packs import available_packs, load_pack, pack_folder
from transition.clauses.profiles import Profile, available_profiles, in_profile, load_profile
from transition.clauses.remarks import ExpectedReader, remarks

__all__ = [
    "ExpectedReader",
    "Profile",
    "available_packs",
    "available_profiles",
    "in_profile",
    "load_pack",
    "load_profile",
    "pack_folder",
    "remarks",
]
