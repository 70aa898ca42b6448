"""Pure rules of the seal: canonical bytes of a row, Merkle root, block, head, and the check of all of them."""
