"""Look into files before they are published: they are what they say, and nothing runs in them.

Pure: from a name and bytes to findings. What is known of a kind stands in a module of its own.
"""

from bantin.attachment_check.finding import Finding
from bantin.attachment_check.inspection import inspect
from bantin.attachment_check.names import LONGEST_PATH, folded, name_finding

__all__ = ["LONGEST_PATH", "Finding", "folded", "inspect", "name_finding"]
