"""Published lists as listings: who is listed, under which regime, from which day to which."""

from catspaw.lists.listing import Listing, Listings, Name, Rejected, packaged_listings, read_lists

__all__ = ["Listing", "Listings", "Name", "Rejected", "packaged_listings", "read_lists"]
