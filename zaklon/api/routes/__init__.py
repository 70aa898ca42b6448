"""Operations by noun: each calls one query or one command of a context."""
