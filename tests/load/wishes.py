"""The list of operations that a seed stands for: the same seed and count give the same list.

A wish is (number, walk, name, luck): which of the walks does it (a walk does its own one after the
other, all walks go side by side), what it is, and four numbers from 0 to 1 by which it chooses
among what its walk finds when its turn comes.
"""
import random

WALKS = 12

# How often, in thousandths.
WEIGHTS = {
    "look": 250, "basket": 40, "quote": 40, "place": 135, "pay": 140, "check_payment": 25,
    "cancel": 22, "expire": 12, "pack": 66, "unpack": 8, "hand_over": 56, "correct": 6,
    "track": 50, "confirm": 40,
    "time_goes_by": 14, "refund": 52, "lot": 6, "stock": 8, "write_off": 6, "lot_state": 8,
    "draft": 5, "listing": 2, "new_version": 5, "household": 14, "role": 6, "session": 4,
    "forbidden": 30, "bad_body": 8, "platform_fault": 16,
}
# What is broken, each so many times in a run of any length.
BREAKS = {"kill_worker": 4, "gateway_restart": 2, "database_restart": 2}


def make(seed, count):
    luck = random.Random(seed)
    names, weights = list(WEIGHTS), list(WEIGHTS.values())
    wishes = [[luck.randrange(WALKS), luck.choices(names, weights)[0],
               [luck.random() for _ in range(4)]] for _ in range(count)]
    for name, times in BREAKS.items():
        for _ in range(min(times, count // 200)):
            # not among the first: there must be something to break
            wishes[luck.randrange(count // 10, count)][1] = name
    return [(number, *wish) for number, wish in enumerate(wishes)]


def text(wish):
    number, walk, name, luck = wish
    return f"{number} {walk} {name} " + " ".join(f"{one:.6f}" for one in luck)
