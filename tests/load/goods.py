"""Operations of those who sell, of the county and of the operator."""
import datetime

from world import DOOR

WRONG_STATE = ("409 wrong_state", "409 lot_wrong_state")


def today():
    return str((datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)).date())


class GoodsWishes:
    # ---- listings ----

    def draft_listing(self, producer, skus, first):
        """What a producer writes: three pools over the village's households. Rates differ, so that
        there is always something to round."""
        village = self.world.villages[producer]
        people = self.world.households[village][first:first + 12]
        share = [{"household_id": one, "weight": 1 + (place * 7 + self.number) % 23}
                 for place, one in enumerate(people)]
        odd = max(self.number, 0) % 89
        return {"title": f"试销山货 {self.number}", "category": "水果", "produce": "脐橙",
                "village_code": village, "no_reason_return": False, "picture": "orange",
                "skus": skus, "plan": {"pools": [
                    {"kind": "purchase", "rule": "fen_per_kg", "rate": 311 + odd, "shares": share},
                    {"kind": "wage", "rule": "fen_per_unit", "rate": 61 + odd, "shares": share[:5]},
                    {"kind": "dividend", "rule": "rate_bp", "rate": 733, "shares": share[3:10]}]}}

    UNFIT = ("422 household_unconfirmed", "409 version_in_review", "409 producer_unfit")

    def publish(self, producer, county, version, decision="approve"):
        submitted = self.client.ask(
            "version_submit", "POST", f"{DOOR}/listing-versions/{version}/submit", {},
            self.token(self.world.producers[producer]),
            no=WRONG_STATE + self.UNFIT, late=WRONG_STATE)
        if submitted is None and self.client.code != "wrong_state":
            return False
        approved = self.client.ask(
            "version_review", "POST", f"{DOOR}/listing-versions/{version}/review",
            {"decision": decision, **({"reason": "text"} if decision == "reject" else {})},
            self.station(county), no=WRONG_STATE + self.UNFIT, late=WRONG_STATE)
        return approved is not None or self.client.code == "wrong_state"

    def do_listing(self):
        """New goods, of which there are soon not enough."""
        producer = self.world.choose_producer(self.county, self.luck[0])
        if not producer:
            return
        skus = [{"spec": "5 kg 装", "net_weight_g": 5003, "gross_weight_g": 5407,
                 "price_fen": 5981 + int(self.luck[1] * 97)},
                {"spec": "2 kg 装", "net_weight_g": 2011, "gross_weight_g": 2203,
                 "price_fen": 2687 + int(self.luck[2] * 97)}]
        version = self.client.ask(
            "listing_create", "POST", DOOR + "/listings",
            self.draft_listing(producer, skus, int(self.luck[3] * 6)),
            self.token(self.world.producers[producer]), self.key(), ok=(201,), no=self.UNFIT)
        if not version or not self.publish(producer, self.county, version["id"]):
            return
        listing, lots = version["listing_id"], self.world.lots[self.county]
        for sku in version["skus"]:
            self.world.skus[sku["sku_id"]] = {"sku": sku["sku_id"], "listing": listing,
                                              "county": self.county, "producer": producer,
                                              "version": version}
        lot = self.weigh_in(listing, producer, 400000)
        if lot:
            for sku in version["skus"]:
                self.stock(lot, sku["sku_id"], 25)
                lots.append((lot, listing, sku["sku_id"], producer))
                self.world.hot.append(sku["sku_id"])

    def do_new_version(self):
        """Another plan, and sometimes another price, for goods that are on sale."""
        own = [self.world.skus[sku] for sku in self.world.hot
               if self.world.skus[sku]["county"] == self.county]
        goods = self.recent(own, self.luck[0], 6)
        if not goods:
            return
        producer, first = goods["producer"], goods["version"]
        skus = [{"sku_id": sku["sku_id"], "spec": sku["spec"], "net_weight_g": sku["net_weight_g"],
                 "gross_weight_g": sku["gross_weight_g"],
                 "price_fen": sku["price_fen"] + (int(self.luck[1] * 50) if self.luck[2] < 0.5
                                                  else 0)} for sku in first["skus"]]
        version = self.client.ask(
            "version_create", "POST", f"{DOOR}/listings/{goods['listing']}/versions",
            self.draft_listing(producer, skus, int(self.luck[3] * 6)),
            self.token(self.world.producers[producer]), self.key(), ok=(201,), no=self.UNFIT)
        if version:
            self.publish(producer, self.county, version["id"],
                         "reject" if self.luck[0] > 0.85 else "approve")

    def do_draft(self):
        producer = self.world.choose_producer(self.county, self.luck[0])
        if not producer:
            return
        token = self.token(self.world.producers[producer])
        draft = self.client.ask("draft_create", "POST", DOOR + "/listing-drafts",
                                {"title": "试销", "content": {"category": "水果"}}, token,
                                self.key(), ok=(201,))
        if not draft:
            return
        path = f"{DOOR}/listing-drafts/{draft['draft_id']}"
        self.client.ask("draft_save", "PUT", path, {"revision": 1, "title": "试销二",
                        "content": {"listing": {"category": "蔬菜"}}}, token,
                        late=("409 draft_changed",))
        self.client.ask("draft_submit", "POST", path + "/submit", {"revision": 2}, token,
                        self.key(), ok=(), no=("422 missing_field", "409 draft_changed"))
        if self.luck[1] < 0.5:
            self.client.ask("draft_delete", "DELETE", path, token=token, ok=(204,),
                            late=("404 not_found", "409 draft_closed"))

    # ---- lots ----

    def weigh_in(self, listing, producer, weight):
        village = self.world.villages[producer]
        lot = self.client.ask(
            "lot_create", "POST", f"{DOOR}/listings/{listing}/lots",
            {"village_code": village, "harvested_on": today(), "weight_g": weight, "supplies": [
                {"household_id": one, "weight_g": weight // 12}
                for one in self.world.households[village][:8]]},
            self.station(self.county), self.key(), ok=(201,),
            no=("409 lot_day_full", "422 household_unconfirmed"))
        return (lot or {}).get("id")

    def stock(self, lot, sku, boxes):
        key = self.key()
        for _ in range(1 + (self.luck[3] < 0.2)):  # one in five is sent twice
            self.client.ask("lot_stock", "POST", f"{DOOR}/lots/{lot}/stock",
                            {"sku_id": sku, "boxes": boxes}, self.station(self.county), key,
                            ok=(201,), no=("409 lot_exhausted", "409 lot_not_open"))

    def lot(self):
        return self.recent(self.world.lots[self.county], self.luck[0], 8)

    def do_lot(self):
        found = self.lot()
        if found:
            _, listing, sku, producer = found
            lot = self.weigh_in(listing, producer, 250000)
            if lot:
                self.stock(lot, sku, 20)
                self.world.lots[self.county].append((lot, listing, sku, producer))

    def do_stock(self):
        found = self.lot()
        if found:
            self.stock(found[0], found[2], 1 + int(self.luck[1] * 30))

    def do_write_off(self):
        found = self.lot()
        if found:
            body = {"reason": "示例：压坏了"}
            if self.luck[1] < 0.7:
                body.update(sku_id=found[2], boxes=1 + int(self.luck[2] * 4))
            else:
                body.update(weight_g=1 + int(self.luck[2] * 900))
            self.client.ask("lot_write_off", "POST", f"{DOOR}/lots/{found[0]}/write-off", body,
                            self.station(self.county), self.key(), ok=(201,),
                            no=("409 not_available", "409 lot_exhausted", "422 sku_unknown"))

    def do_lot_state(self):
        found = self.lot()
        if found:
            move = "hold" if self.luck[1] < 0.4 else "open" if self.luck[1] < 0.9 else "close"
            self.client.ask("lot_" + move, "POST", f"{DOOR}/lots/{found[0]}/{move}",
                            {"reason": "示例：复查"}, self.station(self.county), no=WRONG_STATE)

    # ---- the county, the operator ----

    def do_household(self):
        """Suspends one that earns; later it is confirmed, and what was held is released."""
        producer = self.world.choose_producer(self.county, self.luck[0])
        if not producer:
            return
        people = self.world.households[self.world.villages[producer]][:12]
        household = people[int(self.luck[1] * len(people))]
        move = "suspend" if self.luck[2] < 0.4 else "confirm" if self.luck[2] < 0.6 else "release"
        if move != "suspend" and self.suspended:
            household = self.recent(self.suspended, self.luck[1], 6)
        moves = ["confirm", "release"] if self.luck[2] > 0.8 else [move]
        for move in moves:
            self.client.ask("household_" + move, "POST", f"{DOOR}/households/{household}/{move}",
                            {"reason": "示例：核对登记"}, self.auditor(self.county),
                            no=("409 conflict", "409 household_not_confirmed", "409 nothing_held"),
                            late=("409 nothing_held",))
        if "suspend" in moves and household not in self.suspended:
            self.suspended.append(household)

    def do_role(self):
        token = self.token(self.world.operator)
        if self.roles and self.luck[0] < 0.5:
            self.client.ask("grant_delete", "DELETE", f"{DOOR}/role-grants/{self.roles.pop()}",
                            token=token, ok=(204,), late=("404 not_found", "409 wrong_state"))
            return
        phone = self.world.buyers[int(self.luck[1] * len(self.world.buyers))]
        answer = self.client.ask(
            "grant_create", "POST", DOOR + "/role-grants",
            {"phone": phone, "role": "village_officer", "reason": "示例：帮忙",
             "region_code": self.world.villages[sorted(self.world.producers)[self.index]]},
            token, self.key(), ok=(201,), no=("404 no_account",))
        if answer and answer["grant_id"] not in self.roles:  # who has it already keeps it
            self.roles.append(answer["grant_id"])

    def do_session(self):
        """Signs out: the token is worth nothing from then on."""
        token = self.own()
        self.client.ask("session_delete", "DELETE", DOOR + "/sessions/current", token=token,
                        ok=(204,), late=("401 unauthenticated",))
        self.client.ask("me_get", "GET", DOOR + "/me", token=token, ok=(),
                        no=("401 unauthenticated",))
        self.world.sessions[self.buyer] = ""
