"""What tests/load/replay knows, and its arithmetic: whole numbers, nothing of the mall's code."""
import csv
import datetime
import json
from collections import defaultdict

SOON_US = 10_000_000  # moments nearer than that tell no order of two transactions


# ---- reading --------------------------------------------------------------------------------

def number(text):
    return int(text) if text.lstrip("-").isdigit() else text


TEXT = {"county_code", "region_code", "region_prefix", "waybill_no", "number", "key", "route"}


def microseconds(moment):
    return round(datetime.datetime.fromisoformat(moment).timestamp() * 1_000_000)


class Books:
    """All that is known. Tables are lists of dicts, made ready by index()."""

    def __init__(self, folder):
        self.folder, self.tables = folder, {}
        with open("tests/load/tables.sql", encoding="utf-8") as file:
            names = [line.split("|")[0] for line in file if "|" in line]
        for name in names:
            with open(f"{folder}/tables/{name}.csv", encoding="utf-8", newline="") as file:
                self.tables[name] = [{k: v if k in TEXT else number(v) for k, v in row.items()}
                                     for row in csv.DictReader(file)]
        with open(folder + "/journal", encoding="utf-8") as file:
            records = [json.loads(line) for line in file]
        self.told = defaultdict(list)  # name: answers with 2xx
        for record in records:
            if record["method"] not in ("GET", "HOOK") and 200 <= record["status"] < 300:
                self.told[record["name"]].append(record)
        self.platform_paid, self.platform_refunds = {}, {}
        with open(folder + "/platform", encoding="utf-8") as file:
            for kind, what, fen, *state in (line.split() for line in file):
                if kind == "paid":
                    self.platform_paid[what] = int(fen)
                else:
                    self.platform_refunds[what] = (int(fen), int(state[0]))
        with open(folder + "/papers", encoding="utf-8") as file:
            self.papers = [json.loads(line) for line in file]
        self.index()

    def __getattr__(self, name):
        return self.tables[name]

    def by(self, table, column="id"):
        return {row[column]: row for row in self.tables[table]}

    def groups(self, table, *columns):
        found = defaultdict(list)
        for row in self.tables[table]:
            found[row[columns[0]] if len(columns) == 1
                  else tuple(row[c] for c in columns)].append(row)
        return found

    def index(self):
        self.trades, self.orders, self.lines = self.by("trade"), self.by("sale_order"), \
            self.by("order_line")
        self.orders_of, self.lines_of = self.groups("sale_order", "trade_id"), \
            self.groups("order_line", "order_id")
        self.refunds, self.order_refunds = self.by("refund"), self.by("order_refund", "refund_id")
        self.refund_lines = self.groups("refund_line", "refund_id")
        self.refunds_of = defaultdict(list)  # order: its refunds in their order
        for row in sorted(self.order_refund, key=lambda row: (
                self.refunds[row["refund_id"]]["refunded_us"], row["refund_id"])):
            self.refunds_of[row["order_id"]].append(row)
        self.asked = {int(r["answer"]["refund_id"]): (r["body"], microseconds(
            r["answer"]["created_at"])) for r in self.told["refund_create"]}
        self.pools = self.groups("benefit_pool", "plan_id")
        self.shares = self.groups("benefit_share", "plan_id", "pool_no")
        self.moves = self.groups("state_log", "machine", "object_id")
        self.entries = self.groups("attribution", "order_id")
        self.reversals_of = self.groups("attribution_reversal", "attribution_id")


# ---- arithmetic -----------------------------------------------------------------------------

def deal_out(amount, weights):
    """By largest remainder, ties to the first."""
    total = sum(weights)
    if total == 0:
        return [0] * len(weights)
    parts = [amount * weight // total for weight in weights]
    rest = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % total), i))
    for i in rest[:amount - sum(parts)]:
        parts[i] += 1
    return parts


def kept_fen(line, gone):
    return line["paid_fen"] * (line["quantity"] - gone) // line["quantity"]


def pool_amounts(pools, line, gone):
    """What each pool holds for the boxes that were kept: never more in all than was paid."""
    left = goods = kept_fen(line, gone)
    boxes, amounts = line["quantity"] - gone, []
    for pool in pools:
        amount = {"rate_bp": goods * pool["rate"] // 10000, "fen_per_unit": boxes * pool["rate"],
                  "fen_per_kg": boxes * line["net_weight_g"] * pool["rate"] // 1000}[pool["rule"]]
        amounts.append(min(amount, left))
        left -= amounts[-1]
    return amounts


def freight_fen(rows, region, weight):
    row = max((r for r in rows if region.startswith(r["region_prefix"])),
              key=lambda r: len(r["region_prefix"]))
    if weight <= row["first_g"] or row["step_g"] == 0:
        return row["first_fen"]
    return row["first_fen"] + -(-(weight - row["first_g"]) // row["step_g"]) * row["step_fen"]


# ---- what several checks ask ----------------------------------------------------------------

def same(bad, what, got, want):
    if got != want:
        bad(f"{what}: is {got}, should be {want}")


def completed_at(books, order_id):
    """When an order was completed; None when it was not."""
    return next((row["at_us"] for row in books.moves["order", order_id]
                 if row["to_state"] == "completed"), None)


def paid_orders(books):
    return [order for order in books.sale_order
            if books.trades[order["trade_id"]]["state"] == "paid"]


def unowed_attempts(books):
    return {row["attempt_id"] for row in books.refund if row["kind"] in ("late", "overpaid", "differs")}


def kept_of(books, entry):
    return entry["amount_fen"] - sum(row["amount_fen"] for row in books.reversals_of[entry["id"]])
