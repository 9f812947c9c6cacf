"""One walk: a buyer, and everybody else who has to do with what it buys. Its operations come one
after the other; what they choose from is what this walk made before, and the goods of all."""
from goods import GoodsWishes
from refused import RefusedWishes
from trades import TradeWishes


class Walk(TradeWishes, GoodsWishes, RefusedWishes):
    def __init__(self, index, seed, client, world, hook, break_it):
        self.index, self.seed, self.client, self.world = index, seed, client, world
        self.hook, self.break_it = hook, break_it
        self.county = world.counties[index % len(world.counties)]
        self.buyer = f"1990007{index:04d}"
        self.trades, self.parcels, self.roles, self.suspended = [], [], [], []
        self.number, self.luck, self.parts = -1, [0.0] * 4, 0

    def do(self, wish):
        self.number, _, name, self.luck = wish
        self.client.number, self.parts = self.number, 0
        getattr(self, "do_" + name)()

    # ---- tools ----

    def key(self):
        """A key of this seed's operation: each operation may need several."""
        self.parts += 1
        return f"load-{self.seed}-{self.number}-{self.parts}"

    def token(self, phone):
        return self.world.session(self.client, phone)

    def own(self):
        return self.token(self.buyer)

    def recent(self, things, luck, most=14):
        """One of the last few; None of none."""
        few = things[-most:]
        return few[int(luck * len(few))] if few else None

    def orders(self):
        return [order for trade in self.trades[-14:] for order in trade["orders"]]

    def order(self, luck):
        return self.recent(self.orders(), luck, 20)

    def paid_order(self, luck):
        """One whose payer has paid, when there is any: most of what follows is about those."""
        orders = [order for trade in self.trades[-20:] if trade["paid"]
                  for order in trade["orders"]]
        return self.recent(orders, luck, 16) or self.order(luck)

    def station(self, county):
        return self.token(self.world.stations[county])

    def auditor(self, county):
        return self.token(self.world.auditors[county])

    def sql(self, statement):
        return self.world.database.rows(statement)

    # ---- what is broken ----

    def do_kill_worker(self):
        self.break_it("worker")

    def do_gateway_restart(self):
        self.break_it("gateway")

    def do_database_restart(self):
        self.break_it("database-fast" if self.luck[0] < 0.5 else "database-immediate")

    def do_platform_fault(self):
        """The payment platform loses, doubles, delays, forges, lies, refuses, hangs."""
        mode = ["drop_notify", "duplicate_notify", "delay_notify", "wrong_amount_notify",
                "forged_signature_notify", "fail_next_requests", "fail_next_answers", "hang_next",
                "refund_hold", "refund_abnormal"][int(self.luck[0] * 10)]
        self.hook("faults", {"mode": mode, "n": 1 + int(self.luck[1] * 3), "status": 503,
                             "ms": 200 + int(self.luck[2] * 1500)})
