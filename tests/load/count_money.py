"""Households, the journal, balances and what people are shown, worked out again."""
from collections import Counter, defaultdict

from books import (SOON_US, completed_at, deal_out, kept_of, paid_orders, pool_amounts, same,
                   unowed_attempts)


# ---- households -----------------------------------------------------------------------------

def households_earn(books, bad):
    """Each household has of each line what plan and largest remainder say, before and after each
    refund."""
    entries = {(row["line_id"], row["pool_no"], row["household_id"]): row
               for row in books.attribution}
    reversals = {(row["attribution_id"], row["refund_id"]): row["amount_fen"]
                 for row in books.attribution_reversal}
    same(bad, "entries of one line, pool and household twice", len(entries), len(books.attribution))
    same(bad, "reversals of one refund twice", len(reversals), len(books.attribution_reversal))
    due, back = {}, {}
    for order in paid_orders(books):
        for line in books.lines_of[order["id"]]:
            pools = sorted(books.pools[line["plan_id"]], key=lambda pool: pool["pool_no"])
            has = {}  # pool: {household: fen}
            for pool, amount in zip(pools, pool_amounts(pools, line, 0)):
                shares = sorted(books.shares[line["plan_id"], pool["pool_no"]],
                                key=lambda share: share["household_id"])
                parts = deal_out(amount, [share["weight"] for share in shares])
                has[pool["pool_no"]] = {share["household_id"]: part
                                        for share, part in zip(shares, parts) if part}
                for household, part in has[pool["pool_no"]].items():
                    due[line["id"], pool["pool_no"], household] = part
            take_back(books, order, line, pools, has, entries, back)
    for place in set(due) | set(entries):
        row = entries.get(place, {"amount_fen": 0})
        same(bad, f"line, pool, household {place}", row["amount_fen"], due.get(place, 0))
    for place in set(back) | set(reversals):
        same(bad, f"entry, refund {place}", reversals.get(place, 0), back.get(place, 0))


def take_back(books, order, line, pools, has, entries, back):
    gone = 0
    for refund in books.refunds_of[order["id"]]:
        units = sum(row["quantity"] for row in books.refund_lines[refund["refund_id"]]
                    if row["line_id"] == line["id"])
        gone += units
        if units == 0 or refund["after_completion"] == "t":
            continue
        for pool, keep in zip(pools, pool_amounts(pools, line, gone)):
            mine = has[pool["pool_no"]]
            people = sorted(mine)
            take = max(0, sum(mine.values()) - keep)
            for household, part in zip(people, deal_out(take, [mine[one] for one in people])):
                entry = entries.get((line["id"], pool["pool_no"], household))
                mine[household] -= part
                if part and entry:
                    back[entry["id"], refund["refund_id"]] = part


def withheld_by_state(books, bad):
    """A share is withheld when the register did not confirm its household as it was paid."""
    now = {row["id"]: row["state"] for row in books.household}
    for row in books.attribution:
        moves = sorted(books.moves.get(("household", row["household_id"]), []),
                       key=lambda move: move["at_us"])
        near = [m for m in moves if abs(m["at_us"] - row["accrued_us"]) < SOON_US]
        later = [m for m in moves if m["at_us"] >= row["accrued_us"]]
        state = later[0]["from_state"] if later else now[row["household_id"]]
        if not near:
            same(bad, f"entry {row['id']} withheld for", row["withhold_reason"],
                 "" if state == "confirmed" else state)


# ---- the journal ----------------------------------------------------------------------------

def expected_transfers(books):
    rows = Counter()
    captured = defaultdict(list)
    for attempt in books.payment_attempt:
        if attempt["captured_fen"]:
            captured[attempt["subject_id"]].append(attempt)
    unowed = unowed_attempts(books)
    for attempts in captured.values():
        for attempt in attempts:
            id = attempt["id"]
            if id in unowed:
                rows["gateway", 0, "unowed", id, attempt["captured_fen"], "capture_unowed", 0,
                     id] += 1
                continue
            for order in books.orders_of[attempt["subject_id"]]:
                rows["gateway", 0, "escrow", order["id"], order["goods_fen"] + order["freight_fen"],
                     "capture", order["id"], id] += 1
    for refund in books.refund:
        id, total, order = refund["id"], refund["total_fen"], refund["escrow_id"]
        for kind, owner, fen in refund_origins(books, refund):
            if fen:
                rows[kind, owner, "refund", id, fen, "refund", order, id] += 1
        if refund["state"] == "succeeded":
            rows["refund", id, "gateway", 0, total, "refund_paid", order, id] += 1
    for order in books.sale_order:
        settle(books, order, rows)
    return rows


def refund_origins(books, refund):
    """Whose money goes back: after completion the goods' from the seller, the freight's from the
    station."""
    if refund["kind"] != "decided":
        return [("unowed", refund["attempt_id"], refund["total_fen"])]
    row = books.order_refunds[refund["id"]]
    if row["after_completion"] == "f":
        return [("escrow", refund["escrow_id"], refund["total_fen"])]
    order = books.orders[refund["escrow_id"]]
    return [("producer", order["producer_id"], row["goods_fen"]),
            ("station_freight", order["station_id"], row["freight_fen"])]


def settle(books, order, rows):
    """The households' side of an order, a sum each time, and what its completion gives to whom."""
    id, done, kept, sums = order["id"], completed_at(books, order["id"]), 0, Counter()
    for entry in books.entries[id]:
        entry_id = entry["id"]
        held = entry["withhold_reason"] != ""
        first = "withheld" if held else "household_accrued"
        sums["escrow", first, "withhold" if held else "accrue", id, 0] += entry["amount_fen"]
        released = next((move["at_us"] for move in books.moves["attribution", entry_id]
                         if move["from_state"] == "withheld" and move["to_state"] == "accrued"),
                        None)
        left = entry["amount_fen"]
        before = books.reversals_of[entry_id]
        for back in before:
            still = held and (released is None or back["reversed_us"] < released)
            # what goes to the seller for good has no refund
            sums["withheld" if still else "household_accrued", "escrow", "reverse",
                 back["refund_id"] or id, back["reversed_us"]] += back["amount_fen"]
            left -= back["amount_fen"]
        kept += left
        if released is not None:
            # of all entries of a household together, when it was released
            sums["withheld", "household_accrued", "release", id, (entry["household_id"], released)] \
                += entry["amount_fen"] - sum(back["amount_fen"] for back in before
                                             if back["reversed_us"] < released)
        if done is not None and left and (not held or released is not None):
            late = released is not None and released > done
            sums["household_accrued", "household", "mature", id,
                 (entry["household_id"], released) if late else 0] += left
    for (debit, credit, kind, cause, _), fen in sums.items():
        if fen:
            rows[debit, id, credit, id, fen, kind, id, cause] += 1
    if done is None:
        return
    goods, freight = order["goods_fen"], order["freight_fen"]
    for back in books.refunds_of[id]:
        if back["after_completion"] == "f":
            goods -= back["goods_fen"]
            freight -= back["freight_fen"]
    if goods - kept:
        rows["escrow", id, "producer", order["producer_id"], goods - kept, "settle_goods", id,
             id] += 1
    if freight:
        rows["escrow", id, "station_freight", order["station_id"], freight, "settle_freight", id,
             id] += 1


def journal_is_whole(books, bad):
    """Every transfer that should be there is, once, and no other."""
    rows = Counter((row["debit_kind"], row["debit_owner"], row["credit_kind"], row["credit_owner"],
                    row["amount_fen"], row["kind"], row["order_id"], row["cause_id"])
                   for row in books.transfer)
    want = expected_transfers(books)
    for row, times in (want - rows).items():
        bad(f"not in the journal, {times} times: {row}")
    for row, times in (rows - want).items():
        bad(f"in the journal, {times} times: {row}")


def balances_hold(books, bad):
    """Balances: nobody below zero, a finished order's escrow empty, the platform's account as the
    platform itself says, producers and stations settled to the fen."""
    balance = Counter()
    for row in books.transfer:
        balance[row["debit_kind"], row["debit_owner"]] -= row["amount_fen"]
        balance[row["credit_kind"], row["credit_owner"]] += row["amount_fen"]
    same(bad, "sum of all accounts", sum(balance.values()), 0)
    for (kind, owner), fen in balance.items():
        if fen < 0 and kind not in ("gateway", "producer"):
            bad(f"{kind} {owner} stands at {fen}")
        if kind == "unowed" and fen or kind == "refund" and fen and \
                books.refunds[owner]["state"] == "succeeded":
            bad(f"{kind} {owner} still holds {fen}")
    for order in books.sale_order:
        if order["state"] != "paid":
            same(bad, f"escrow of order {order['id']}, {order['state']}",
                 balance["escrow", order["id"]], 0)
    paid_back = sum(fen for fen, state in books.platform_refunds.values() if state == 1)
    same(bad, "what the platform holds for us", -balance["gateway", 0],
         sum(books.platform_paid.values()) - paid_back)
    income = Counter()
    for entry in books.attribution:
        income[entry["order_id"]] += kept_of(books, entry)
    for order, fen in income.items():
        same(bad, f"all accounts of households of order {order}", fen,
             sum(balance[kind, order] for kind in ("household_accrued", "household", "withheld")))


def platform_agrees(books, bad):
    """Every payment and refund of the platform is in our books once, for the same amount."""
    captured = {row["number"]: row["captured_fen"] for row in books.payment_attempt
                if row["captured_fen"]}
    for what in set(captured) | set(books.platform_paid):
        same(bad, f"payment {what}", captured.get(what), books.platform_paid.get(what))
    ours = {row["number"]: row["total_fen"] for row in books.refund if row["state"] == "succeeded"}
    theirs = {what: fen for what, (fen, state) in books.platform_refunds.items() if state == 1}
    for what in set(ours) | set(theirs):
        same(bad, f"refund {what}", ours.get(what), theirs.get(what))
    paid = defaultdict(list)
    unowed = unowed_attempts(books)
    for row in books.payment_attempt:
        if row["captured_fen"] and row["id"] not in unowed:
            paid[row["subject_id"]].append(row)
    for trade in books.trade:
        same(bad, f"payments kept for trade {trade['id']}, {trade['state']}",
             [row["captured_fen"] for row in paid[trade["id"]]],
             [trade["total_fen"]] if trade["state"] == "paid" else [])


# ---- what people are shown ------------------------------------------------------------------

def state_of(books, entry):
    """Where an entry's money stands, of those that still have some."""
    moves = books.moves.get(("attribution", entry["id"]), [])
    released = any(move["from_state"] == "withheld" and move["to_state"] == "accrued"
                   for move in moves)
    if entry["withhold_reason"] and not released:
        return "withheld"
    return "matured" if completed_at(books, entry["order_id"]) is not None else "accrued"


def receipt_parts(books, order):
    parts, kept = Counter(), 0
    for entry in books.entries[order["id"]]:
        left, state = kept_of(books, entry), state_of(books, entry)
        parts["withheld_fen" if state == "withheld" else "households_fen"] += left
        kept += left
    done = completed_at(books, order["id"]) is not None
    goods, freight = order["goods_fen"] - kept, order["freight_fen"]
    for back in books.refunds_of[order["id"]]:
        refund = books.refunds[back["refund_id"]]
        parts["refunded_fen" if refund["state"] == "succeeded" else "refunding_fen"] += \
            refund["total_fen"]
        goods -= back["goods_fen"]
        freight -= back["freight_fen"]
    if done:
        parts["producer_fen"], parts["freight_fen"] = goods, freight
    else:
        parts["escrow_fen"] = goods + freight
    return parts


def papers_agree(books, bad):
    """Receipts and statements show these same figures."""
    of_household = books.groups("attribution", "household_id")
    for paper in books.papers:
        answer, id = paper["answer"], paper["id"]
        if paper["kind"] == "receipt":
            order = books.orders[id]
            parts = receipt_parts(books, order)
            same(bad, f"receipt {id}: paid", answer["paid_fen"],
                 order["goods_fen"] + order["freight_fen"])
            for name in ("households_fen", "withheld_fen", "producer_fen", "freight_fen",
                         "escrow_fen", "refunding_fen", "refunded_fen"):
                same(bad, f"receipt {id}: {name}", answer["parts"][name], parts[name])
            continue
        want = Counter()
        for entry in of_household[id]:
            left = kept_of(books, entry)
            want["credited_fen"] += entry["amount_fen"]
            want["reversed_fen"] += entry["amount_fen"] - left
            want[state_of(books, entry) + "_fen"] += left
        for name in ("credited_fen", "reversed_fen", "accrued_fen", "matured_fen", "withheld_fen"):
            same(bad, f"statement {id}: {name}", answer["totals"][name], want[name])
    if not books.papers:
        bad("nobody was shown anything")
