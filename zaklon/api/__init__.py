"""The REST API: the same commands and queries as the pages, for programs with a key, under the same walls."""
