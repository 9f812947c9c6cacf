"""Looking at things, and asking for what is not one's own or makes no sense."""
from world import DOOR

PUBLIC = ["/home", "/products", "/products?q=橙", "/products/facets", "/selling-counties",
          "/categories", "/carriers?number=YT0000000000001", "/products/suggestions?q=脐"]

# Who asks, for what; {order} and the like are things of another walk or county.
FORBIDDEN = [
    ("buyer", "GET", "/station/orders", None), ("buyer", "GET", "/role-grants", None),
    ("buyer", "POST", "/role-grants", {"phone": "19900000001", "role": "operator"}),
    ("buyer", "GET", "/orders/{order}", None), ("buyer", "GET", "/trades/{trade}", None),
    ("buyer", "POST", "/trades/{trade}/cancel", {}),
    ("buyer", "POST", "/trades/{trade}/payments", {}),
    ("buyer", "POST", "/orders/{order}/confirm", {}),
    ("buyer", "POST", "/orders/{order}/refunds", {"reason": "示例：别人的", "freight": True}),
    ("buyer", "POST", "/orders/{order}/parcels", {"weight_g": 1000}),
    ("buyer", "POST", "/households/{household}/suspend", {"reason": "示例：越权"}),
    ("far_station", "POST", "/orders/{order}/parcels", {"weight_g": 1000}),
    ("far_station", "POST", "/orders/{order}/refunds", {"reason": "示例：越权", "freight": True}),
    ("far_station", "POST", "/lots/{lot}/hold", {"reason": "示例：越权"}),
    ("far_station", "POST", "/lots/{lot}/stock", {"sku_id": "{sku}", "boxes": 1}),
    ("far_auditor", "POST", "/households/{household}/suspend", {"reason": "示例：越权"}),
    ("far_auditor", "POST", "/households/{household}/release", {"reason": "示例：越权"}),
    ("far_auditor", "GET", "/households/{household}/statement", None),
    ("producer", "POST", "/lots/{lot}/hold", {"reason": "示例：越权"}),
    ("producer", "POST", "/households/{household}/confirm", {"reason": "示例：越权"}),
    ("auditor", "POST", "/orders/{order}/parcels", {"weight_g": 1000}),
    ("nobody", "POST", "/trades", {"lines": []}), ("nobody", "GET", "/orders/{order}", None),
    ("nobody", "GET", "/settings", None), ("auditor", "GET", "/settings", None),
]


class RefusedWishes:
    # ---- looking ----

    def do_look(self):
        what = int(self.luck[0] * 12)
        trade, order = self.recent(self.trades, self.luck[1]), self.order(self.luck[1])
        if what < 5 or not trade or not order:
            path = PUBLIC[int(self.luck[2] * len(PUBLIC))].encode("utf-8")
            path = "".join(chr(c) if c < 128 else f"%{c:02X}" for c in path)
            self.client.ask("look", "GET", DOOR + path)
        elif what == 5:
            goods = self.world.skus[self.world.cold[int(self.luck[1] * len(self.world.cold))]]
            self.client.ask("product_get", "GET", f"{DOOR}/products/{goods['listing']}")
        elif what == 6:
            self.look_at_trade(trade)
        elif what == 7:
            self.look_at_order(order)
        elif what == 8:
            self.client.ask("purchase_list", "GET", DOOR + "/purchases?limit=10", token=self.own())
        elif what == 9:
            self.client.ask("order_receipt", "GET", f"{DOOR}/orders/{order['order_id']}/receipt",
                            token=self.own(), no=("404 receipt_not_found", "409 order_not_paid",
                                                  "404 order_not_found"))
        elif what == 10:
            self.client.ask("station_order_list", "GET", DOOR + "/station/orders?limit=10",
                            token=self.station(self.county))
            self.client.ask("desk_todo", "GET", DOOR + "/desk/todo",
                            token=self.station(self.county))
        else:
            self.client.ask("board", "GET", DOOR + "/board")

    def look_at_trade(self, trade):
        answer = self.client.ask("trade_get", "GET", f"{DOOR}/trades/{trade['id']}",
                                 token=self.own())
        if answer and answer["total_fen"] != trade["total"]:
            self.client.journal.finding(f"operation {self.number}: trade {trade['id']} costs "
                                        f"{answer['total_fen']}, not {trade['total']}")

    def look_at_order(self, order):
        answer = self.client.ask("order_get", "GET", f"{DOOR}/orders/{order['order_id']}",
                                 token=self.own())
        if not answer:
            return
        lines = {(line["line_id"], line["quantity"], line["paid_fen"]) for line in answer["lines"]}
        if lines != {(line["line_id"], line["quantity"], line["paid_fen"])
                     for line in order["lines"]}:
            self.client.journal.finding(f"operation {self.number}: the lines of order "
                                        f"{order['order_id']} are not those that were placed")

    # ---- what is refused ----

    def do_forbidden(self):
        who, method, path, body = FORBIDDEN[int(self.luck[0] * len(FORBIDDEN))]
        other = self.world.walks[(self.index + 1) % len(self.world.walks)]
        order, trade = other.order(self.luck[1]), self.recent(other.trades, self.luck[1])
        lots = self.world.lots[self.county]
        if not order or not trade or not lots:
            return
        village = self.world.villages[sorted(self.world.producers)[0]]
        lot, _, sku, _ = self.recent(lots, self.luck[2])
        names = {"order": order["order_id"], "trade": trade["id"], "lot": lot, "sku": sku,
                 "household": self.world.households[village][int(self.luck[3] * 12)]}
        county = order["county_code"]
        if "{lot}" in path:
            county = self.county
        elif "{household}" in path:
            county = village[:6]
        far = next(one for one in self.world.counties if one != county)
        who = {"buyer": self.buyer, "nobody": "", "far_station": self.world.stations[far],
               "far_auditor": self.world.auditors[far], "auditor": self.world.auditors[county],
               "producer": self.world.producers[sorted(self.world.producers)[-1]]}[who]
        if body and "sku_id" in body:
            body = dict(body, sku_id=sku)
        self.client.ask("forbidden", method, DOOR + path.format(**names), body,
                        self.token(who) if who else None,
                        self.key() if method == "POST" else None, ok=(),
                        no=("403 forbidden", "401 unauthenticated", "404 not_found",
                            "404 order_not_found", "404 trade_not_found"))

    def do_bad_body(self):
        """What nobody may send: a wrong number, a missing key, a field too many."""
        sku = self.world.cold[0]
        line = {"sku_id": sku, "quantity": 1}
        what = int(self.luck[0] * 4)
        if what == 0:
            self.client.ask("bad_body", "POST", DOOR + "/quotes", {
                "lines": [dict(line, quantity=-1)], "region_code": "110108"}, ok=(),
                no=("422 invalid_field",))
        elif what == 1:
            self.client.ask("bad_body", "POST", DOOR + "/trades", {"lines": [line]}, self.own(),
                            ok=(), no=("400 idempotency_key_missing", "422 missing_field"))
        elif what == 2:
            self.client.ask("bad_body", "POST", DOOR + "/quotes", {
                "lines": [line], "region_code": "110108", "price_fen": 1}, ok=(),
                no=("422 unknown_field",))
        else:
            self.client.ask("bad_body", "POST", "/pay/notify/wechat", {"id": "1"}, ok=(),
                            no=("401 bad_signature", "401 bad_sign", "400 bad_notification"))
