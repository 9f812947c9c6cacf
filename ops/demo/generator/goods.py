"""Listings with their packs, lots, benefit pools and shares; freight templates."""

from chance import Chance, split
from tables import SOURCE, pairs, read, write

STORAGE = {
    "cold": "5-10 ℃ 冷藏", "cool": "阴凉通风处存放", "dry": "密封、避光、防潮存放",
    "room": "常温避光存放", "frozen": "-18 ℃ 以下冷冻存放",
}
FRESH = {"水果", "蔬菜", "畜禽蛋"}  # perishable: no return without a reason
PACK_WEIGHT = {1: (1,), 2: (2, 3), 3: (2, 3, 5)}
LOSS_PERCENT = 4  # of a lot's mass that is not boxed: sorting loss and samples
HOUSEHOLDS = (5, 24)
MOST_PER_HOUSEHOLD_G = 6_000_000  # nobody's orchard gives more: large lots need more households
SHARE = {  # what a weight counts and its usual range; purchase follows the lots instead
    "wage": (5, 90), "land_rent": (40, 600), "dividend": (1, 20),
    "trusteeship": (5, 60), "patronage": (50, 2000),
}
WITH_SUSPENDED = {("fengjie-orange-70", 2), ("yanyuan-walnut", 1),
                  ("yuanyang-redrice", 2), ("jingyuan-wolfberry", 1)}
REMOTE = ("15", "54", "63", "65")
NOT_SERVED = ("71", "81", "82")


def listings():
    return read(SOURCE / "listings.csv")


def spec_text(net_g, label, listing):
    fraction = f".{net_g % 1000:03d}".rstrip("0").rstrip(".")
    mass = f"{net_g} g" if net_g < 1000 else f"{net_g // 1000}{fraction} kg"
    text = label or f"{mass} 装"
    if listing["size_low_mm"]:
        text += f"（{listing['size_low_mm']}-{listing['size_high_mm']} mm）"
    return text


def gross_weight_g(net_g, listing):
    """Net and packing by what the goods are packed in, rounded up to 10 g."""
    if listing["storage"] == "frozen":
        percent, fixed = 10, 800  # foam box and ice
    elif listing["produce"] in ("蜂蜜", "橄榄油", "茶叶籽油", "文冠果油", "糟辣椒", "滑子菇罐头"):
        percent, fixed = 45, 200  # glass or tins
    elif listing["produce"] in ("鸡蛋", "鸭蛋", "咸鸭蛋"):
        percent, fixed = 15, 250
    elif net_g >= 1000:
        percent, fixed = 5, 180
    else:
        percent, fixed = 10, 60
    return (net_g * (100 + percent) // 100 + fixed + 9) // 10 * 10


def skus(listing):
    """[(sku_key, spec, net g, gross g, price fen)]."""
    rows = []
    for number, (pack, price) in enumerate(pairs(listing["packs"]), start=1):
        mass, _, label = pack.partition("=")
        net_g = int(mass)
        rows.append((f"{listing['listing_key']}-{number}", spec_text(net_g, label, listing), net_g,
                     gross_weight_g(net_g, listing), int(price)))
    return rows


def lots(listing):
    """[(lot_key, days ago, weight g)]."""
    rows = []
    for number, lot in enumerate(listing["lots"].split(";"), start=1):
        days, kilograms = lot.split("/")
        rows.append((f"{listing['listing_key']}-lot{number}", int(days), int(kilograms) * 1000))
    return rows


def lot_stock(listing):
    packs = skus(listing)
    for lot_key, _, weight_g in lots(listing):
        boxed_g = weight_g * (100 - LOSS_PERCENT) // 100
        for pack, part_g in zip(packs, split(boxed_g, PACK_WEIGHT[len(packs)])):
            yield lot_key, pack[0], part_g // pack[2]


def pools(listing):
    return [(number, kind, rule, int(rate))
            for number, (kind, rule, rate) in enumerate(pairs(listing["pools"]), start=1)]


def linked(chance, here, listing, pool_no):
    """The households of one pool: confirmed ones of the producer's village, by number."""
    listing_key = listing["listing_key"]
    total_g = sum(weight_g for _, _, weight_g in lots(listing))
    fewest = max(HOUSEHOLDS[0], total_g // MOST_PER_HOUSEHOLD_G)
    confirmed = [h["household_no"] for h in here if h["state"] == "confirmed"]
    chosen = chance.sample(confirmed, chance.between(fewest, HOUSEHOLDS[1]))
    if (listing_key, pool_no) in WITH_SUSPENDED:
        suspended = [h["household_no"] for h in here if h["state"] == "suspended"]
        assert suspended, f"{listing_key}: the village has no suspended household"
        chosen = sorted(chosen[1:] + suspended[:1])
    return chosen


def intake(chance, listing, chosen):
    """{lot_key: grams by household}: each lot's whole mass, as the households delivered it."""
    usual = [chance.between(40, 160) for _ in chosen]
    return {lot_key: split(weight_g, [w * chance.between(80, 120) for w in usual])
            for lot_key, _, weight_g in lots(listing)}


def linkage(listing, village, households):
    """(plan_shares rows, lot_intake rows) of one listing."""
    here = [h for h in households if h["village_code"] == village]
    key = listing["listing_key"]
    shares, deliveries = [], []
    for number, kind, _, _ in pools(listing):
        chance = Chance(f"pool {key} {number}")
        chosen = linked(chance, here, listing, number)
        if kind == "purchase":
            by_lot = intake(chance, listing, chosen)
            weights = [sum(grams) for grams in zip(*by_lot.values())]
            for lot_key, grams in by_lot.items():
                deliveries += [(lot_key, no, weight_g) for no, weight_g in zip(chosen, grams)]
        else:
            weights = [chance.between(*SHARE[kind]) for _ in chosen]
        shares += [(key, number, no, weight) for no, weight in zip(chosen, weights)]
    return shares, deliveries


def listing_row(listing, org):
    return (listing["listing_key"], listing["producer"], org["county_code"], org["village_code"],
            listing["title"], listing["category"], listing["produce"], listing["story"],
            listing["season_from"], listing["season_to"], listing["shelf_life_days"],
            STORAGE[listing["storage"]], listing["size_low_mm"], listing["size_high_mm"],
            0 if listing["category"] in FRESH else 1, listing["picture"])


def write_goods(orgs, households):
    table = listings()
    org_of = {o["code"]: o for o in orgs}
    write("listings.csv", (
        "listing_key", "producer", "county_code", "village_code", "title", "category", "produce",
        "story", "season_from", "season_to", "shelf_life_days", "storage", "size_low_mm",
        "size_high_mm", "no_reason_return", "picture"),
          (listing_row(l, org_of[l["producer"]]) for l in table))
    write("skus.csv", (
        "sku_key", "listing_key", "spec", "net_weight_g", "gross_weight_g", "price_fen"),
          ((s[0], l["listing_key"], *s[1:]) for l in table for s in skus(l)))
    write("lots.csv", ("lot_key", "listing_key", "harvested_days_ago", "weight_g"),
          ((lot[0], l["listing_key"], *lot[1:]) for l in table for lot in lots(l)))
    write("lot_stock.csv", ("lot_key", "sku_key", "boxes"),
          (row for l in table for row in lot_stock(l)))
    write("plans.csv", ("listing_key", "pool_no", "kind", "rule", "rate"),
          ((l["listing_key"], *pool) for l in table for pool in pools(l)))
    linkages = [linkage(l, org_of[l["producer"]]["village_code"], households) for l in table]
    write("plan_shares.csv", ("listing_key", "pool_no", "household_no", "weight"),
          (row for shares, _ in linkages for row in shares))
    write("lot_intake.csv", ("lot_key", "household_no", "weight_g"),
          (row for _, deliveries in linkages for row in deliveries))


def freight_rows(county):
    province = county[:2]
    yield county, province, 1000, 600, 1000, 200, 1
    yield county, "*", 3000, 1000, 1000, 300, 1
    for prefix in REMOTE:
        if prefix != province:
            yield county, prefix, 1000, 1800, 1000, 1200, 1
    for prefix in NOT_SERVED:
        yield county, prefix, 1000, 0, 1000, 0, 0


def write_freight(counties):
    write("freight.csv", (
        "county_code", "region_prefix", "first_g", "first_fen", "step_g", "step_fen",
        "deliverable"),
          (row for c in counties for row in freight_rows(c["county_code"])))
