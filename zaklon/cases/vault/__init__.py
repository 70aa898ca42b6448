"""The identity vault: what tells who somebody is, sealed under a key of each person's own, found by keyed tokens."""
