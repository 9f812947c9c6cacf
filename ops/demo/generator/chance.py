"""Repeatable chance: the same seed gives the same draws on every machine and Python version."""

MASK = (1 << 64) - 1


class Chance:
    """splitmix64 (Steele, Lea, Flood 2014), seeded with the FNV-1a hash of a text.

    Each table draws from a seed of its own, so a change in one leaves the others as they are."""

    def __init__(self, seed):
        self.state = 0xCBF29CE484222325
        for byte in seed.encode():
            self.state = (self.state ^ byte) * 0x100000001B3 & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        return z ^ z >> 31

    def between(self, low, high):
        """An integer, both ends included."""
        return low + self.next() % (high - low + 1)

    def percent(self, chance):
        return self.next() % 100 < chance

    def pick(self, choices):
        return choices[self.next() % len(choices)]

    def weighted(self, table):
        """A key of {key: integer weight}."""
        left = self.next() % sum(table.values())
        for key, weight in table.items():
            if left < weight:
                return key
            left -= weight
        raise AssertionError("weights")

    def sample(self, choices, count):
        """`count` different members, in the order they stand in `choices`."""
        places = list(range(len(choices)))
        for i in range(count):
            j = self.between(i, len(places) - 1)
            places[i], places[j] = places[j], places[i]
        return [choices[i] for i in sorted(places[:count])]


def split(total, weights):
    """`total` in proportion to `weights` by largest remainder, ties to the earlier one."""
    whole = sum(weights)
    parts = [total * w // whole for w in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
