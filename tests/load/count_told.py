"""What the driver was told against the tables."""
from collections import Counter, defaultdict

from books import same

SPOILED = "示例：拆开看"  # the reason that unpacking gives for what it writes off


# ---- what the driver was told ---------------------------------------------------------------

def told_is_there(books, bad):
    """What was acknowledged is there, as it was acknowledged."""
    for record in books.told["trade_create"]:
        answer = record["answer"]
        trade = books.trades.get(int(answer["trade_id"]))
        if trade is None:
            bad(f"trade {answer['trade_id']} of operation {record['n']} is not there")
            continue
        same(bad, f"trade {trade['id']}", trade["total_fen"], answer["total_fen"])
        got = {(line["id"], line["sku_id"], line["quantity"], line["price_fen"], line["paid_fen"])
               for order in books.orders_of[trade["id"]] for line in books.lines_of[order["id"]]}
        want = {(int(line["line_id"]), int(line["sku_id"]), line["quantity"], line["price_fen"],
                 line["paid_fen"]) for order in answer["orders"] for line in order["lines"]}
        same(bad, f"lines of trade {trade['id']}", got, want)
        same(bad, f"what operation {record['n']} ordered", {(s, q) for _, s, q, _, _ in got},
             {(int(line["sku_id"]), line["quantity"]) for line in record["body"]["lines"]})
    numbers = books.by("payment_attempt", "number")
    for record in books.told["payment_create"]:
        attempt = numbers.get(record["answer"]["number"])
        if attempt is None:
            bad(f"payment {record['answer']['number']} is not there")
        else:
            same(bad, f"payment {attempt['number']}", attempt["amount_fen"],
                 books.trades[attempt["subject_id"]]["total_fen"])
    told_goods(books, bad)
    for record in books.told["refund_create"]:
        answer = record["answer"]
        refund = books.refunds.get(int(answer["refund_id"]))
        if refund is None:
            bad(f"refund {answer['refund_id']} is not there")
            continue
        same(bad, f"refund {refund['id']}", refund["total_fen"], answer["total_fen"])
        same(bad, f"lines of refund {refund['id']}",
             {(row["line_id"], row["quantity"]) for row in books.refund_lines[refund["id"]]},
             {(int(line["line_id"]), line["quantity"]) for line in record["body"].get("lines", [])})
    told_states(books, bad)


def told_goods(books, bad):
    parcels, lots = books.by("parcel"), books.by("lot")
    items = books.groups("parcel_item", "parcel_id")
    for record in books.told["parcel_create"]:
        id = int(record["answer"]["id"])
        if id not in parcels or not items[id]:
            bad(f"parcel {id} is not there")
        elif "items" in record["body"]:
            same(bad, f"boxes of parcel {id}", sum(item["quantity"] for item in items[id]),
                 sum(item["quantity"] for item in record["body"]["items"]))
    for record in books.told["parcel_hand_over"]:
        parcel = parcels[int(record["path"].split("/")[4])]
        same(bad, f"waybill of {parcel['id']}", parcel["waybill_no"], record["body"]["waybill_no"])
    boxes, own = Counter(), {int(r["answer"]["id"]): r["body"] for r in books.told["lot_create"]}
    for id, body in own.items():
        if id not in lots:
            bad(f"lot {id} is not there")
        else:
            same(bad, f"weight of lot {id}", lots[id]["weight_g"], body["weight_g"])
    grams, keys = Counter(), set()
    for record in books.told["lot_stock"] + books.told["lot_write_off"]:
        if record["key"] in keys:
            continue
        keys.add(record["key"])
        lot, body = int(record["path"].split("/")[4]), record["body"]
        kind = "receive" if record["name"] == "lot_stock" else "write_off"
        if "boxes" in body:
            boxes[lot, int(body["sku_id"]), kind] += body["boxes"]
        else:
            grams[lot] += body["weight_g"]
    moved, lost = Counter(), Counter()
    spoiled = {record["path"]: sum(line["quantity"] for line in record["body"].get("spoiled", []))
               for record in books.told["parcel_unpack"]}
    same(bad, "boxes that spoiled in parcels", sum(row["quantity"] for row in books.stock_movement
                                                   if row["reason"] == SPOILED),
         sum(spoiled.values()))
    for row in books.stock_movement:
        if row["lot_id"] in own and row["reason"] != SPOILED:
            moved[row["lot_id"], row["sku_id"], row["kind"]] += row["quantity"]
    for row in books.lot_loss:
        lost[row["lot_id"]] += row["weight_g"]
    same(bad, "boxes in and out of the lots", moved - boxes, boxes - moved)
    for lot in set(grams) | set(lost):
        same(bad, f"grams lost of lot {lot}", lost[lot], grams[lot])
        same(bad, f"grams lost of lot {lot} in its row", lots[lot]["lost_g"], grams[lot])


def told_states(books, bad):
    for record in books.told["trade_cancel"]:
        trade = books.trades[int(record["path"].split("/")[4])]
        same(bad, f"cancelled trade {trade['id']}", trade["state"], "cancelled")
    for record in books.told["order_confirm"]:
        order = books.orders[int(record["path"].split("/")[4])]
        same(bad, f"confirmed order {order['id']}", order["state"], "completed")
    grants, last = books.by("role_grant"), {}
    for record in sorted(books.told["grant_create"] + books.told["grant_delete"],
                         key=lambda record: record["n"]):
        given = record["name"] == "grant_create"
        last[int(record["answer"]["grant_id"] if given else record["path"].split("/")[4])] = given
    for id, holds in last.items():
        same(bad, f"grant {id} holds", grants.get(id, {"holds": "no row"})["holds"],
             "t" if holds else "f")
    for move, state in (("suspend", "suspended"), ("confirm", "confirmed")):
        said = Counter(int(r["path"].split("/")[4]) for r in books.told["household_" + move])
        for household, times in said.items():
            logged = sum(row["to_state"] == state for row in books.moves["household", household])
            if logged < times:
                bad(f"household {household}: {logged} moves to {state}, {times} were acknowledged")


def nothing_doubled(books, bad):
    """A key has one effect, and everything that was made has its key."""
    kept = {(row["route"], row["result_id"]) for row in books.idempotency_key}
    for name, member in (("trade_create", "trade_id"), ("refund_create", "refund_id"),
                         ("parcel_create", "id"), ("payment_create", "payment_id"),
                         ("lot_create", "id")):
        by_key = defaultdict(set)
        for record in books.told[name]:
            by_key[record["key"]].add(int(record["answer"][member]))
        for key, ids in by_key.items():
            if len(ids) > 1:
                bad(f"{name}: key {key} made {sorted(ids)}")
            for id in ids:
                if (name, id) not in kept:
                    bad(f"{name} {id}: its key is not kept")
    made = {"trade_create": set(books.trades),
            # boxes that will never come are paid back by the mall itself
            "refund_create": {r["id"] for r in books.refund if r["kind"] == "decided"
                              and not r["reason"].endswith("没有同规格的可以换")},
            "parcel_create": {row["id"] for row in books.parcel}}
    for route, ids in made.items():
        rows = [row["result_id"] for row in books.idempotency_key if row["route"] == route]
        same(bad, f"{route}: made without a key of its own, or the other way",
             sorted(ids ^ set(rows)), [])
        same(bad, f"{route}: keys", len(rows), len(ids))
