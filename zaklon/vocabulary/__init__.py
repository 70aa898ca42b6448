"""Country packs: the facts of a country as data, each with source and certainty."""
