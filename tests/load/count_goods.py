"""Boxes, prices and refunds, worked out again."""
from collections import Counter, defaultdict

from books import SOON_US, completed_at, freight_fen, kept_fen, same


# ---- goods ----------------------------------------------------------------------------------

def stock_adds_up(books, bad):
    """Each lot's boxes: received, written off, reserved, packed and still there."""
    moved, taken, sold = Counter(), Counter(), Counter()
    for row in books.stock_movement:
        moved[row["sku_id"], row["lot_id"], row["kind"]] += row["quantity"]
    open_of, whole = open_boxes(books, bad), Counter()
    for row in books.reservation:
        whole[row["line_id"]] += row["quantity"]
        same(bad, f"SKU of line {row['line_id']}", row["sku_id"],
             books.lines[row["line_id"]]["sku_id"])
    for line in books.order_line:
        same(bad, f"boxes taken for line {line['id']}", whole[line["id"]], line["quantity"])
    packed = Counter()
    for row in books.parcel_item:
        packed[row["line_id"], row["lot_id"]] += row["quantity"]
        sold[row["sku_id"], row["lot_id"]] += row["quantity"]
    for row in books.reservation:
        place, open_now = (row["line_id"], row["lot_id"]), open_of[row["line_id"], row["lot_id"]]
        same(bad, f"packed of line and lot {place}", row["sold"], packed[place])
        same(bad, f"given back of line and lot {place}", row["released"],
             row["quantity"] - packed[place] - open_now)
        taken[row["sku_id"], row["lot_id"]] += open_now
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
    """(line, lot): boxes that still wait to be packed, worked out event by event."""
    left, events = {}, defaultdict(list)
    lots_of = defaultdict(list)
    for row in sorted(books.reservation, key=lambda row: row["lot_id"]):
        left[row["line_id"], row["lot_id"]] = row["quantity"]
        lots_of[row["line_id"]].append(row["lot_id"])
    for row in books.parcel_item:
        events[row["line_id"]].append((row["parcel_id"], row["lot_id"], row["quantity"]))
    for row in books.refund_line:
        events[row["line_id"]].append((row["refund_id"], 0, row["quantity"]))
    for line, list_ in events.items():
        for _, lot, quantity in sorted(list_):
            for one in [lot] if lot else lots_of[line]:
                take = min(quantity, left[line, one])
                left[line, one] -= take
                quantity -= take
            if lot and quantity:
                bad(f"line {line}: {quantity} boxes too many packed of lot {lot}")
    for line, lots in lots_of.items():
        order = books.orders[books.lines[line]["order_id"]]
        if books.trades[order["trade_id"]]["state"] == "cancelled":
            for lot in lots:
                left[line, lot] = 0
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
            after = done is not None and done < refund["id"]
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
