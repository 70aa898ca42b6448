"""Cases: the person's file behind the walls: who may see which part of it, the identity vault, consent, disclosure."""
