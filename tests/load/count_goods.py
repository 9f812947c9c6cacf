"""Boxes, prices and refunds, worked out again."""
from collections import Counter, defaultdict

from books import SOON_US, completed_at, freight_fen, kept_fen, same


# ---- goods ----------------------------------------------------------------------------------

def stock_adds_up(books, bad):
    """Each lot's boxes: received, written off, reserved, packed and still there."""
    moved, taken, sold = Counter(), Counter(), Counter()
    for row in books.stock_movement:
        moved[row["sku_id"], row["lot_id"], row["kind"]] += row["quantity"]
    whole, released = Counter(), Counter()
    packed, packed_of = Counter(), Counter()
    opened = {row["id"] for row in books.parcel if row["state"] == "unpacked"}
    for row in books.parcel_item:
        if row["parcel_id"] not in opened:
            packed[row["line_id"], row["lot_id"]] += row["quantity"]
            packed_of[row["line_id"]] += row["quantity"]
            sold[row["sku_id"], row["lot_id"]] += row["quantity"]
    for row in books.reservation:
        place, line = (row["line_id"], row["lot_id"]), row["line_id"]
        whole[line] += row["quantity"]
        released[line] += row["released"]
        same(bad, f"SKU of line {line}", row["sku_id"], books.lines[line]["sku_id"])
        same(bad, f"packed of line and lot {place}", row["sold"], packed[place])
        taken[row["sku_id"], row["lot_id"]] += row["quantity"] - row["released"] - row["sold"]
    left = open_boxes(books, bad)
    for line in books.order_line:
        id = line["id"]
        same(bad, f"boxes taken for line {id}", whole[id], line["quantity"])
        same(bad, f"given back of line {id}", released[id],
             line["quantity"] - packed_of[id] - left[id])
    for row in books.stock:
        place = row["sku_id"], row["lot_id"]
        received, gone = moved[(*place, "receive")], moved[(*place, "write_off")]
        same(bad, f"stock {place}", (row["received"], row["written_off"], row["reserved"],
                                     row["sold"], row["available"]),
             (received, gone, taken[place], sold[place],
              received - gone - taken[place] - sold[place]))
        if row["available"] < 0:
            bad(f"stock {place}: {row['available']} boxes")
    box = books.by("sku")
    filled = Counter()
    for row in books.stock:
        filled[row["lot_id"]] += row["received"] * box[row["sku_id"]]["net_weight_g"]
    for lot in books.lot:
        if filled[lot["id"]] + lot["lost_g"] > lot["weight_g"]:
            bad(f"lot {lot['id']}: {filled[lot['id']]} g packed of {lot['weight_g']} g")


def open_boxes(books, bad):
    """line: boxes that still wait to be packed, worked out event by event. From which lot a box
    comes may change until it is packed, so that the lots are held against the stock instead."""
    events, left = defaultdict(list), {}
    items, parcels = books.groups("parcel_item", "parcel_id"), books.by("parcel")
    for row in books.parcel_item:
        events[row["line_id"]].append((parcels[row["parcel_id"]]["packed_us"], "pack",
                                       row["quantity"]))
    for row in books.refund_line:
        events[row["line_id"]].append((books.refunds[row["refund_id"]]["refunded_us"], "refund",
                                       row["quantity"]))
    for move in books.state_log:
        if move["machine"] == "parcel" and move["to_state"] == "unpacked":
            for row in items[move["object_id"]]:
                events[row["line_id"]].append((move["at_us"], "unpack", row["quantity"]))
    for line in books.order_line:
        id, quantity = line["id"], line["quantity"]
        waiting, packed, gone = quantity, 0, 0
        for _, what, boxes in sorted(events[id]):
            if what == "pack":
                waiting -= boxes
                packed += boxes
            elif what == "refund":
                waiting -= min(boxes, waiting)
                gone += boxes
            else:  # what is not wanted any more goes back to its lot
                packed -= boxes
                waiting = min(waiting + boxes, max(0, quantity - gone - packed))
            if waiting < 0:
                bad(f"line {id}: {-waiting} boxes too many packed")
        cancelled = books.trades[books.orders[line["order_id"]]["trade_id"]]["state"] == "cancelled"
        left[id] = 0 if cancelled else waiting
    return left


# ---- prices and refunds ---------------------------------------------------------------------

def orders_cost(books, bad):
    """Each line, order and trade costs what price list and freight table say."""
    prices = {(row["version_id"], row["sku_id"]): row["price_fen"] for row in books.version_sku}
    boxes, tables = books.by("sku"), books.groups("freight_row", "county_code")
    versions = books.by("listing_version")
    for trade in books.trade:
        total = 0
        for order in books.orders_of[trade["id"]]:
            goods = weight = 0
            for line in books.lines_of[order["id"]]:
                price = prices[line["version_id"], line["sku_id"]]
                same(bad, f"line {line['id']}",
                     (line["price_fen"], line["paid_fen"], line["plan_id"], line["net_weight_g"]),
                     (price, price * line["quantity"], versions[line["version_id"]]["plan_id"],
                      boxes[line["sku_id"]]["net_weight_g"]))
                goods += price * line["quantity"]
                weight += boxes[line["sku_id"]]["gross_weight_g"] * line["quantity"]
            freight = freight_fen(tables[order["county_code"]], order["region_code"], weight)
            same(bad, f"order {order['id']}", (order["goods_fen"], order["freight_fen"]),
                 (goods, freight))
            total += goods + freight
        same(bad, f"trade {trade['id']}", trade["total_fen"], total)


def refunds_cost(books, bad):
    """Each refund gives back what its boxes cost, and freight by the rule; states follow."""
    parcels = books.groups("parcel", "order_id")
    for order in books.sale_order:
        gone, freight_back = Counter(), 0
        lines = {line["id"]: line for line in books.lines_of[order["id"]]}
        done, cancelled = completed_at(books, order["id"]), False
        for back in books.refunds_of[order["id"]]:
            refund, goods = books.refunds[back["refund_id"]], 0
            for row in books.refund_lines[back["refund_id"]]:
                line, before = lines[row["line_id"]], gone[row["line_id"]]
                fen = kept_fen(line, before) - kept_fen(line, before + row["quantity"])
                same(bad, f"refund {refund['id']} of line {line['id']}", row["goods_fen"], fen)
                gone[row["line_id"]] += row["quantity"]
                goods += fen
            after = done is not None and done < refund["refunded_us"]
            whole = all(gone[id] == line["quantity"] for id, line in lines.items())
            freight = freight_choices(books, order, back, whole and not after,
                                      parcels[order["id"]], freight_back)
            if back["freight_fen"] not in freight:
                bad(f"refund {refund['id']}: freight {back['freight_fen']}, should be {freight}")
            same(bad, f"refund {refund['id']}",
                 (back["goods_fen"], back["after_completion"], refund["total_fen"]),
                 (goods, "t" if after else "f", goods + back["freight_fen"]))
            freight_back += back["freight_fen"]
            cancelled |= whole and not after and freight_back == order["freight_fen"]
        same(bad, f"freight back of order {order['id']}", order["freight_refunded_fen"],
             freight_back)
        for id, line in lines.items():
            same(bad, f"back of line {id}", (line["refunded_quantity"], line["refunded_fen"]),
                 (gone[id], line["paid_fen"] - kept_fen(line, gone[id])))
        trade = books.trades[order["trade_id"]]["state"]
        want = {"placed": "placed", "cancelled": "cancelled"}.get(trade) or (
            "completed" if done is not None else "cancelled" if cancelled else "paid")
        same(bad, f"state of order {order['id']}", order["state"], want)


def freight_choices(books, order, back, unmade, parcels, freight_back):
    """What may come back of the freight: one value, two when a parcel left at that very moment."""
    rest = order["freight_fen"] - freight_back
    if back["refund_id"] not in books.asked:
        return {0, rest}
    # when it was made is what the driver was told: the row is made older to be asked about
    asked, at = books.asked[back["refund_id"]]
    if asked.get("freight"):
        return {rest}
    if not unmade:
        return {0}
    left = [p["handed_over_us"] for p in parcels if p["handed_over_us"] != ""]
    if any(moment < at - SOON_US for moment in left):
        return {0}
    return {rest, 0} if any(moment < at + SOON_US for moment in left) else {rest}
