"""What can be made again, kept from run to run in the user's cache folder and found by what it was made from.

Never holds what people decided: that lives in projects and workbooks. Nothing here knows documents or clauses.
"""

from transition.cache.entries import Cache, Usage, user_cache, user_folder
from transition.cache.made import Made
from transition.cache.program import fingerprint
from transition.cache.records import from_bytes, key_of, to_bytes

__all__ = ["Cache", "Made", "Usage", "fingerprint", "from_bytes", "key_of", "to_bytes", "user_cache", "user_folder"]
