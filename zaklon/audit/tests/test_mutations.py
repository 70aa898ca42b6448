"""Whatever a forger does to rows or blocks is found; what a chain alone cannot find is found by a head from outside."""

from collections import Counter
from dataclasses import replace

import pytest

from zaklon.audit.keyring import Keyring
from zaklon.audit.rules.checking import Wrong
from zaklon.audit.rules.rows import COLUMNS
from zaklon.audit.tests.worlds import KEYS, MUTATIONS, dice, edit, head_of_last, make_row, make_world, seal_all

SEEDS = range(8)


def test_a_trail_that_nobody_touched_is_right():
    for seed in SEEDS:
        world = make_world(dice(seed))
        assert world.fault(heads=[head_of_last(world)]) is None


@pytest.mark.slow
def test_every_mutation_is_found():
    tried, world = Counter(), make_world(dice(0))
    for seed in range(600):
        rng = dice(seed)
        world = make_world(rng) if seed % 20 == 0 else world
        mutated, what = MUTATIONS[seed % len(MUTATIONS)](world, rng)
        assert mutated.fault() is not None, f"seed {seed}: {what} was not found"
        tried[what] += 1
    assert set(COLUMNS) <= set(tried), "a column was never changed"


def test_a_changed_row_is_named_with_its_block():
    for seed in range(40):
        rng = dice(seed)
        world = make_world(rng)
        mutated, column = edit(world, rng)
        if column == "id":
            continue
        (number,) = [new[0] for new, old in zip(mutated.rows, world.rows, strict=True) if new != old]
        fault = mutated.fault()
        (holder,) = [b.number for b in world.blocks if any(low <= number < high for low, high in b.ids)]
        assert (fault.wrong, fault.entry, fault.block) == (Wrong.CHANGED, number, holder)


def test_a_missing_row_is_named():
    world = make_world(dice(1))
    gone = world.rows[17]
    fault = replace(world, rows=[row for row in world.rows if row is not gone]).fault()
    assert (fault.wrong, fault.entry) == (Wrong.MISSING, gone[0])


def test_a_row_put_in_below_the_seal_is_named():
    world = make_world(dice(1))
    free = next(number for number in range(1, 43) if number not in {row[0] for row in world.rows})
    new = make_row(free, dice(2))
    fault = replace(world, rows=[*world.rows, new]).fault()
    assert (fault.wrong, fault.entry) == (Wrong.INSERTED, free)


def test_a_row_that_two_blocks_hold_is_named():
    rows = [make_row(number, dice(number)) for number in range(1, 9)]
    first = seal_all(rows)
    again = seal_all([*rows, *rows])
    assert len(first) == 1
    fault = replace(make_world(dice(1)), rows=rows, blocks=again).fault()
    assert fault.wrong is Wrong.HELD_TWICE


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cut_tail_is_found_only_by_a_head_from_outside(seed):
    rng = dice(seed)
    world = make_world(rng)
    head = head_of_last(world)
    kept = world.blocks[: rng.randrange(1, len(world.blocks))]
    held = {n for block in kept for low, high in block.ids for n in range(low, high)}
    cut = replace(world, rows=[row for row in world.rows if row[0] in held], blocks=kept)
    assert cut.fault() is None
    assert cut.fault(heads=[head]).wrong is Wrong.TAIL_CUT


@pytest.mark.parametrize("seed", SEEDS)
def test_a_full_rewrite_with_the_real_key_is_found_only_by_a_head_from_outside(seed):
    rng = dice(seed)
    world = make_world(rng)
    head = head_of_last(world)
    mutated, _column = edit(world, rng)
    rewritten = replace(mutated, blocks=seal_all(sorted(mutated.rows, key=lambda row: row[0])))
    assert rewritten.fault() is None
    assert rewritten.fault(heads=[head]).wrong in {Wrong.REWRITTEN, Wrong.TAIL_CUT}


def test_a_rewrite_with_another_key_is_found_by_its_signature():
    world = make_world(dice(1))
    other = Keyring({"audit-1": bytes(32)})
    assert replace(world, blocks=seal_all(world.rows, keys=other)).fault().wrong is Wrong.SIGNATURE
    unknown = Keyring({"audit-7": bytes(32)})
    assert replace(world, blocks=seal_all(world.rows, keys=unknown)).fault().wrong is Wrong.KEY_MISSING


def test_a_head_that_was_changed_or_signed_by_another_is_refused():
    world = make_world(dice(1))
    head = head_of_last(world)
    assert world.fault(heads=[replace(head, rows=head.rows + 1)]).wrong is Wrong.HEAD_FOREIGN
    other = Keyring({"audit-1": bytes(32)})
    assert world.fault(heads=[head_of_last(world, other)]).wrong is Wrong.HEAD_FOREIGN
    assert KEYS.newest == head.key_id
