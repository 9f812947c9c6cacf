"""Operations of buying, paying, sending and giving back."""
import threading

from client import Client
from world import BUYER_REGIONS, DOOR

CARRIER = "YTO"


class TradeWishes:
    # ---- before buying ----

    def basket(self, most):
        """Lines of one or two SKUs: one in three is of the goods that are never enough."""
        lines = {}
        for luck in self.luck[:1 + (self.luck[3] < 0.3)]:
            hot = self.world.hot[-8:]
            if luck < 0.35 and hot:
                sku = hot[int(luck / 0.35 * len(hot))]
            else:
                sku = self.world.cold[int(luck * len(self.world.cold))]
            lines[sku] = 1 + int(self.luck[3] * most * 0.999)
        return [{"sku_id": sku, "quantity": quantity} for sku, quantity in lines.items()]

    SOLD_OUT = ("409 out_of_stock", "409 not_on_sale", "409 sold_out", "409 not_deliverable",
                "422 too_heavy", "409 listing_changed")

    def region(self):
        return BUYER_REGIONS[int(self.luck[2] * len(BUYER_REGIONS))]

    def quote(self, lines):
        return self.client.ask("quote_create", "POST", DOOR + "/quotes",
                               {"lines": lines, "region_code": self.region()}, no=self.SOLD_OUT)

    def do_quote(self):
        answer = self.quote(self.basket(6))
        if answer and sum(o["total_fen"] for o in answer["orders"]) != answer["total_fen"]:
            self.client.journal.finding(f"operation {self.number}: a quote does not add up")

    def do_basket(self):
        lines = self.basket(3)
        self.client.ask("cart_add", "POST", DOOR + "/cart/lines", {"lines": lines}, self.own(),
                        self.key(), ok=(200, 201), no=("409 not_on_sale", "422 invalid_field",
                                                       "409 sold_out", "409 out_of_stock"))
        self.client.ask("cart_get", "GET", DOOR + "/cart", token=self.own())

    # ---- placing ----

    def do_place(self):
        lines = self.basket(4)
        quote = self.quote(lines)
        if not quote:
            return
        body = {"lines": lines, "region_code": self.region(), "accept_no_return": True,
                "expected_total_fen": quote["total_fen"],
                "address": {"name": "示例买家", "phone": "19900000001", "detail": "示例路 1 号"}}
        key, token, twins = self.key(), self.own(), []

        def place(client):
            twins.append(client.ask("trade_create", "POST", DOOR + "/trades", body, token, key,
                                    ok=(201,), no=self.SOLD_OUT + ("409 price_changed",
                                                                   "409 too_many_unpaid")))
        second = None
        if self.luck[1] < 0.2:  # pressed twice
            client = Client(self.client.link.port, self.client.journal, self.client.breaks)
            client.number = self.number
            second = threading.Thread(target=place, args=(client,))
            second.start()
        place(self.client)
        if second:
            second.join()
        trades = [answer for answer in twins if answer]
        if len({trade["trade_id"] for trade in trades}) > 1:
            self.client.journal.finding(f"operation {self.number}: one key, two trades")
        if trades:
            self.trades.append({"id": trades[0]["trade_id"], "orders": trades[0]["orders"],
                                "total": trades[0]["total_fen"], "payments": [], "paid": False})
        if trades and self.luck[1] > 0.97:  # the same key for something else
            self.client.ask("trade_create", "POST", DOOR + "/trades",
                            dict(body, lines=[dict(lines[0], quantity=7)]), token, key, ok=(),
                            no=("422 idempotency_key_reused",) + self.SOLD_OUT
                            + ("409 price_changed",))

    def do_cancel(self):
        trade = self.recent(self.trades, self.luck[0], 6)
        if trade:
            self.client.ask("trade_cancel", "POST", f"{DOOR}/trades/{trade['id']}/cancel", {},
                            self.own(), no=("409 trade_not_unpaid",))

    def do_expire(self):
        trade = self.recent(self.trades, self.luck[0], 6)
        if trade:
            self.sql("update trade set expires_at = now() - interval '1 second'"
                     f" where id = {trade['id']} and state = 'placed'")

    # ---- paying ----

    def open_payment(self, trade):
        answer = self.client.ask(
            "payment_create", "POST", f"{DOOR}/trades/{trade['id']}/payments", {}, self.own(),
            self.key(), ok=(201,), no=("409 trade_not_unpaid", "409 trade_expired",
                                       "409 trade_lot_stopped",
                                       "502 payment_refused", "502 upstream", "503 unavailable"))
        if answer:
            trade["payments"].append(answer["number"])
        return answer

    def do_pay(self):
        """Mostly once; sometimes two of its codes are paid, or one after it was cancelled."""
        unpaid = [trade for trade in self.trades if not trade["payments"]]
        if not unpaid:
            self.do_place()
            unpaid = [trade for trade in self.trades if not trade["payments"]]
        trade = self.recent(unpaid if self.luck[2] < 0.9 else self.trades, self.luck[0], 4)
        if not trade or not self.open_payment(trade):
            return
        if self.luck[1] < 0.08:
            self.open_payment(trade)
        if self.luck[1] > 0.96:
            self.do_cancel()
        for number in sorted(set(trade["payments"])):
            self.hook("pay", {"out_trade_no": number})
        trade["paid"] = True

    def ask_for_payments(self):
        """At the end everybody asks what became of what they paid."""
        for trade in self.trades:
            if trade["payments"]:
                self.client.ask("payment_check", "POST",
                                f"{DOOR}/trades/{trade['id']}/payments/check", {}, self.own())

    def do_check_payment(self):
        trade = self.recent(self.trades, self.luck[0], 6)
        if trade:
            self.client.ask("payment_check", "POST", f"{DOOR}/trades/{trade['id']}/payments/check",
                            {}, self.own())

    # ---- sending ----

    def do_pack(self):
        order = self.paid_order(self.luck[0])
        if not order:
            return
        body = {"weight_g": 1000 + int(self.luck[1] * 9000)}
        if self.luck[2] < 0.3:
            line = order["lines"][int(self.luck[3] * len(order["lines"]))]
            body["items"] = [{"line_id": line["line_id"], "quantity": 1}]
        answer = self.client.ask(
            "parcel_create", "POST", f"{DOOR}/orders/{order['order_id']}/parcels", body,
            self.station(order["county_code"]), self.key(), ok=(201,),
            no=("409 nothing_to_pack", "409 order_not_to_pack", "409 lot_held",
                "409 pack_too_much"))
        if answer:
            self.parcels.append({"id": answer["id"], "county": order["county_code"], "waybill": "",
                                 "order_id": order["order_id"]})

    def do_hand_over(self):
        parcel = self.recent([p for p in self.parcels if not p["waybill"]], self.luck[0]) \
            or self.recent(self.parcels, self.luck[0])
        if not parcel:
            return
        waybill = f"YT{self.index + 1:03d}{self.number:010d}"
        answer = self.client.ask(
            "parcel_hand_over", "POST", f"{DOOR}/parcels/{parcel['id']}/hand-over",
            {"carrier": CARRIER, "waybill_no": waybill}, self.station(parcel["county"]),
            no=("409 parcel_wrong_state", "409 parcel_lot_held", "409 parcel_refunded"),
            late=("409 waybill_taken", "409 parcel_wrong_state"))
        if answer:
            parcel["waybill"] = waybill

    def do_unpack(self):
        """A packed parcel is opened again, now and then because a box of it spoiled."""
        parcel = self.recent([p for p in self.parcels if not p["waybill"]], self.luck[0])
        if not parcel:
            return
        body = {"reason": "示例：拆开看"}
        if self.luck[1] < 0.3:
            lines = next((o["lines"] for o in self.orders() if o["order_id"] == parcel["order_id"]),
                         [])
            body["spoiled"] = [{"line_id": line["line_id"], "quantity": 1} for line in lines[:1]]
        answer = self.client.ask(
            "parcel_unpack", "POST", f"{DOOR}/parcels/{parcel['id']}/unpack", body,
            self.station(parcel["county"]), no=("409 parcel_wrong_state", "422 unpack_too_much"))
        if answer:
            self.parcels.remove(parcel)

    def do_correct(self):
        """What was reported as the end of a parcel was none."""
        parcel = self.recent([p for p in self.parcels if p["waybill"]], self.luck[0])
        if parcel:
            state = ["in_transit", "signed", "returned", "lost"][int(self.luck[1] * 4)]
            self.client.ask("parcel_correct", "POST", f"{DOOR}/parcels/{parcel['id']}/correct",
                            {"state": state, "text": "示例：记错了"},
                            self.station(parcel["county"]),
                            no=("409 parcel_wrong_state", "409 order_over"))

    def do_track(self):
        parcel = self.recent([p for p in self.parcels if p["waybill"]], self.luck[0])
        if not parcel:
            return
        if self.luck[1] < 0.4:
            self.hook("carrier/advance", {"com": "yuantong", "num": parcel["waybill"],
                                          "to": "signed"})
            return
        state = "signed" if self.luck[2] < 0.8 else ["in_transit", "out_for_delivery", "returned",
                                                     "lost"][int(self.luck[3] * 4)]
        self.client.ask("parcel_event", "POST", f"{DOOR}/parcels/{parcel['id']}/events",
                        {"state": state, "text": "示例：" + state}, self.station(parcel["county"]),
                        no=("409 parcel_wrong_state",))

    def sent_order(self):
        """The id of an order of which something left; now and then of any."""
        sent = [parcel for parcel in self.parcels if parcel["waybill"]]
        found = self.recent(sent, self.luck[0]) if self.luck[1] < 0.9 else None
        return (found or self.paid_order(self.luck[0]) or {}).get("order_id")

    def do_confirm(self):
        order = self.sent_order()
        if order:
            self.client.ask("order_confirm", "POST", f"{DOOR}/orders/{order}/confirm", {},
                            self.own(), no=("409 order_not_paid", "409 order_not_shipped"))

    def do_time_goes_by(self):
        """The claim window of an order is over: the mall completes it by itself."""
        order = self.sent_order()
        if order:
            # one transaction: the order is locked, its parcels moved, and their end noted with it
            self.sql(f"begin; select 1 from sale_order where id = {order} for no key update;"
                     " update parcel set signed_at = signed_at - interval '3 days'"
                     f" where order_id = {order} and state = 'signed'"
                     " and signed_at > now() - interval '1 day';"
                     " update sale_order o set ended_at = e.ended_at from order_end e"
                     f" where o.id = {order} and e.order_id = o.id; commit")

    # ---- giving back ----

    def do_refund(self):
        order = self.paid_order(self.luck[0])
        if not order:
            return
        lines = [{"line_id": line["line_id"],
                  "quantity": line["quantity"] if self.luck[1] < 0.4 else 1}
                 for line in order["lines"][:1 + (self.luck[2] < 0.6)]]
        body = {"reason": "示例：少要几箱", "lines": lines}
        by_station = self.luck[3] < 0.6
        if by_station and self.luck[3] < 0.2:
            body["freight"] = True
        if by_station and self.luck[3] < 0.04:
            del body["lines"]
        token = self.station(order["county_code"]) if by_station else self.own()
        path, key = f"{DOOR}/orders/{order['order_id']}", self.key()
        no = ("409 refund_too_much", "409 order_not_paid", "409 refund_needs_station",
              "409 refund_seller_short", "409 refund_only_rest", "422 refund_nothing")
        asked = {name: value for name, value in body.items() if name != "reason"}
        self.client.ask("refund_quote", "POST", path + "/refund-quotes", asked, token, no=no)
        first = self.client.ask("refund_create", "POST", path + "/refunds", body, token, key,
                                ok=(201,), no=no)
        if first and self.luck[2] > 0.7:
            again = self.client.ask("refund_create", "POST", path + "/refunds", body, token, key,
                                    ok=(201,))
            if again and again["refund_id"] != first["refund_id"]:
                self.client.journal.finding(f"operation {self.number}: one key, two refunds")
