"""The helpline: calls logged while talking, handed on with minimum facts, counted each day."""
