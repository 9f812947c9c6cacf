"""Organisations, accounts, households and their members, all invented."""

import datetime

import checkdigit
from chance import Chance, split
from tables import SOURCE, phone, read, villages_of, write

USCC_HEAD = {"cooperative": "93", "enterprise": "91", "station": "12",
             "county_centre": "12", "city_office": "12", "township_office": "12",
             "village_point": "12"}
ORGANISATION_HEAD = {"cooperative": "MA00", "enterprise": "MA00", "station": "MB00",
                     "county_centre": "MB00", "city_office": "MB00", "township_office": "MB00",
                     "village_point": "MB00"}
# Offices of the four levels: how much of their village's code is their place.
OFFICES = {"city_office": 4, "county_centre": 6, "township_office": 9, "village_point": 12}
FIRST_ORGANISATION_PHONE = 1000
FIRST_AUDITOR_PHONE = 3000
FIRST_VILLAGE_OFFICER_PHONE = 4000
FIRST_HOUSEHOLD_PHONE = 10000
FIRST_OFFICER_PHONES = {"township_officer": 6000, "department_officer": 6100,
                        "county_centre": 6200, "city_officer": 6300}
STAFF_PHONES = {"listing_clerk": 6401, "packer": 6402, "accountant": 6403}
OPERATOR_PHONE = 900
CONSUMERS = 12
BUYERS = {1: "示例食堂采购员"}  # who buys for a unit

SURNAMES = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高",
            "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "欧阳"]
GIVEN = {
    "男": ["山", "川", "田", "石", "林", "松", "江", "河", "海", "峰", "岩", "谷", "丰", "禾", "木", "春",
          "冬", "平", "和", "安", "顺", "康", "福", "来", "正", "明", "光", "友", "志", "成"],
    "女": ["花", "叶", "果", "梅", "兰", "菊", "荷", "桃", "杏", "桂", "枝", "云", "月", "雪", "霞", "雨",
          "春", "秋", "清", "静", "平", "安", "和", "芳", "香", "玉", "珍", "素", "秀", "青"],
}

ATTRIBUTES = {"一般贫困户": 62, "低保贫困户": 24, "低保户": 9, "五保户": 5}
FAMILY_TYPES = {"脱贫户": 930, "脱贫不稳定户": 30, "边缘易致贫户": 25, "突发严重困难户": 15}
REGISTERED_FROM_2020 = {"边缘易致贫户", "突发严重困难户"}
CAUSES = {"因病": 421, "缺技术": 130, "缺资金": 90, "缺劳力": 85, "因残": 75, "因学": 65,
          "自身发展动力不足": 40, "交通条件落后": 30, "因灾": 25, "缺土地": 15, "缺水": 12, "因婚": 7, "其他": 5}
CAUSES_ALONE = {"缺劳力": 60, "因残": 20, "因病": 20}
SIZES = {1: 12, 2: 21, 3: 27, 4: 24, 5: 11, 6: 5}
OTHER_RELATIONS = {"之子": 34, "之女": 30, "之母": 14, "之父": 10, "之孙子": 6, "之孙女": 6}
SEX_OF = {"之子": "男", "之父": "男", "之孙子": "男", "之女": "女", "之母": "女", "之孙女": "女"}
LABOUR = {
    "able": {"普通劳动力": 62, "技能劳动力": 14, "弱劳动力或半劳动力": 20, "丧失劳动力": 4},
    "old": {"弱劳动力或半劳动力": 45, "无劳动力": 45, "丧失劳动力": 10},
    "young": {"普通劳动力": 40, "技能劳动力": 12, "无劳动力": 48},
}
WITHOUT_STRENGTH = {"弱劳动力或半劳动力": 40, "无劳动力": 60}

SUSPENDED = 52
REMOVED = 26
SMALL_VILLAGES = 2  # a county has this many with fewer households than a public figure may stand on
SMALL_VILLAGE_HOUSEHOLDS = 3
PRODUCER_VILLAGE_WEIGHT = 3


def uscc(kind, county, serial):
    head = f"{ORGANISATION_HEAD[kind]}{serial:04d}"
    body = USCC_HEAD[kind] + county + head + checkdigit.organisation(head)
    return body + checkdigit.uscc(body)


def organisations(counties):
    """[{code, kind, ..., contact_phone}] in the order of the source file."""
    county_of = {c["key"]: c["county_code"] for c in counties}
    table = []
    for serial, row in enumerate(read(SOURCE / "organisations.csv"), start=1):
        county = county_of[row["code"].split("-")[0]]
        if row["kind"] == "city_office":
            county = county[:4] + "00"
        village = row["village_code"]
        table.append({
            "code": row["code"], "kind": row["kind"], "name": row["name"],
            "uscc": uscc(row["kind"], county, serial), "county_code": county,
            "township_code": village[:9] if OFFICES.get(row["kind"], 12) > 6 else "",
            "village_code": village if OFFICES.get(row["kind"], 12) > 9 else "",
            "contact_name": f"示例联系人{serial}",
            "contact_phone": phone(FIRST_ORGANISATION_PHONE + serial)})
    return table


def write_accounts(counties, orgs, households):
    rows = [(phone(1 + i), "consumer", "", "", BUYERS.get(i, f"示例买家{1 + i}"))
            for i in range(CONSUMERS)]
    rows.append((phone(OPERATOR_PHONE), "operator", "", "", "示例平台运营员"))
    for org in orgs:
        if org["kind"] in OFFICES:
            continue
        role = "station_officer" if org["kind"] == "station" else "producer"
        region = org["county_code"] if role == "station_officer" else ""
        rows.append((org["contact_phone"], role, org["code"], region, org["contact_name"]))
    for i, county in enumerate(counties, start=1):
        rows.append((phone(FIRST_AUDITOR_PHONE + i), "county_auditor", "", county["county_code"],
                     f"示例审计员{i}"))
        rows.append((phone(FIRST_VILLAGE_OFFICER_PHONE + i), "village_officer", "",
                     first_producer(orgs, county)["village_code"], f"示例信息员{i}"))
        rows += officers(i, county["county_code"], first_producer(orgs, county)["township_code"])
    rows += [(phone(number), role, orgs[0]["code"], "", f"示例{STAFF_NAMES[role]}")
             for role, number in STAFF_PHONES.items()]
    # One with a smartphone, by the telephone that the register has of it.
    home = next(h for h in households if h["smartphone"] == 1 and h["phone"]
                and h["state"] == "confirmed")
    rows.append((home["phone"], "household", home["household_no"], "", "示例农户"))
    write("accounts.csv", ("phone", "role", "org", "region_code", "display_name"), rows)


def write_listed_villages(counties, households, regions):
    """The first county's list of poor villages, those of its households; the others have brought none."""
    county = counties[0]["county_code"]
    names = {r["code"]: r["name"] for r in regions}
    codes = sorted({h["village_code"] for h in households if h["village_code"].startswith(county)})
    write("listed_villages.csv", ("village_code", "name", "valid_from", "valid_to"),
          ((code, names[code], "2014-01-01", "") for code in codes))


STAFF_NAMES = {"listing_clerk": "商品员", "packer": "打包员", "accountant": "会计"}


def officers(serial, county, township):
    """Those who review at the desks of one county."""
    places = {"township_officer": (township, "示例初审员"), "department_officer": (county, "示例复审员"),
              "county_centre": (county, "示例管理员"), "city_officer": (county[:4] + "00", "示例市设办")}
    return [(phone(FIRST_OFFICER_PHONES[role] + serial), role, "", place, f"{name}{serial}")
            for role, (place, name) in places.items()]


def first_producer(orgs, county):
    return next(o for o in orgs if o["county_code"] == county["county_code"] and o["village_code"])


def village_counts(county, orgs, regions):
    """[(village, households)] of one county: producers' villages first and fullest."""
    chance = Chance("villages " + county["county_code"])
    home = [o["village_code"] for o in orgs
            if o["county_code"] == county["county_code"] and o["village_code"]
            and o["kind"] not in OFFICES]
    free = [v for v in villages_of(regions, county["county_code"]) if v not in home]
    other = chance.sample(free, int(county["other_villages"]))
    small, large = other[:SMALL_VILLAGES], other[SMALL_VILLAGES:]
    left = int(county["households"]) - SMALL_VILLAGES * SMALL_VILLAGE_HOUSEHOLDS
    weights = [PRODUCER_VILLAGE_WEIGHT] * len(home) + [1] * len(large)
    counts = list(zip(home + large, split(left, weights)))
    return counts + [(v, SMALL_VILLAGE_HOUSEHOLDS) for v in small]


def households(counties, orgs, regions):
    table = []
    for county in counties:
        serial = 0
        for village, count in village_counts(county, orgs, regions):
            for _ in range(count):
                serial += 1
                table.append({"household_no": f"H{county['county_code']}-{serial:06d}",
                              "village_code": village})
    for index, household in enumerate(table):
        fill_household(household, index)
    set_states(table)
    return table


def fill_household(household, index):
    chance = Chance("household " + household["household_no"])
    attribute = chance.weighted(ATTRIBUTES)
    family = chance.weighted(FAMILY_TYPES)
    no_phone = chance.percent(10)
    smartphone = 0 if no_phone or chance.percent(28) else 1
    card = f"6222000000{index + 1:08d}"
    household.update({
        "identified_on": identified_on(chance, family), "attribute": attribute,
        "state": "confirmed", "family_type": family,
        "main_cause": chance.weighted(CAUSES_ALONE if attribute == "五保户" else CAUSES),
        "phone": "" if no_phone else phone(FIRST_HOUSEHOLD_PHONE + index),
        "smartphone": smartphone, "proxy": 0 if smartphone else 1,
        "bank_account": "" if chance.percent(6) else card + checkdigit.luhn(card)})


def identified_on(chance, family):
    if family in REGISTERED_FROM_2020:
        first, days = datetime.date(2020, 7, 1), 1278
    else:
        first, days = datetime.date(2014, 4, 1), 1005
    return (first + datetime.timedelta(days=chance.between(0, days))).isoformat()


def set_states(table):
    """Exactly SUSPENDED and REMOVED of them, the first household of no village among these."""
    chance = Chance("states")
    later = [i for i in range(1, len(table))
             if table[i]["village_code"] == table[i - 1]["village_code"]]
    chosen = chance.sample(later, SUSPENDED + REMOVED)
    removed = set(chance.sample(chosen, REMOVED))
    for i in chosen:
        table[i]["state"] = "removed" if i in removed else "suspended"


def identity_number(chance, county, sex, used):
    """A valid number of a person born 1900-1909: no living person owns it."""
    while True:
        born = datetime.date(1900, 1, 1) + datetime.timedelta(days=chance.between(0, 3651))
        serial = chance.between(0, 498) * 2 + (1 if sex == "男" else 2)
        body = f"{county}{born:%Y%m%d}{serial:03d}"
        if body not in used:
            used.add(body)
            return body + checkdigit.identity(body)


def person_name(chance, surname, sex):
    given = chance.pick(GIVEN[sex])
    return surname + given + (chance.pick(GIVEN[sex]) if chance.percent(60) else "")


def family(chance, household):
    """[[name, sex, relation, labour]], the head first."""
    size = 1 if household["attribute"] == "五保户" else chance.weighted(SIZES)
    sex = "男" if chance.percent(74) else "女"
    other_sex = "女" if sex == "男" else "男"
    surname = chance.pick(SURNAMES)
    spouse_surname = chance.pick(SURNAMES)
    line = surname if sex == "男" else spouse_surname  # children bear the father's
    members = [[person_name(chance, surname, sex), sex, "户主", chance.weighted(LABOUR["able"])]]
    if size > 1 and chance.percent(82):
        members.append([person_name(chance, spouse_surname, other_sex), other_sex, "配偶",
                        chance.weighted(LABOUR["able"])])
    parents = {"之父", "之母"}
    while len(members) < size:
        relation = chance.weighted(OTHER_RELATIONS)
        if relation in parents and any(m[2] == relation for m in members):
            continue
        name_line = {"之父": surname, "之母": chance.pick(SURNAMES)}.get(relation, line)
        age = "old" if relation in parents else "young"
        member_sex = SEX_OF[relation]
        members.append([person_name(chance, name_line, member_sex), member_sex, relation,
                        chance.weighted(LABOUR[age])])
    return members


def fit_labour(chance, household, members):
    """The recorded cause must show in the household, as the register's own checks ask."""
    cause = household["main_cause"]
    if household["attribute"] == "五保户":
        members[0][3] = "无劳动力"
    elif cause == "缺劳力":
        able = len(members) // 4  # at most a quarter of the household
        for member in members[able:]:
            member[3] = chance.weighted(WITHOUT_STRENGTH)
    elif cause == "因残":
        members[-1][3] = "丧失劳动力"


def members(table):
    used = set()
    rows = []
    for household in table:
        chance = Chance("members " + household["household_no"])
        people = family(chance, household)
        fit_labour(chance, household, people)
        for number, (name, sex, relation, labour) in enumerate(people, start=1):
            identity = identity_number(chance, household["household_no"][1:7], sex, used)
            rows.append((household["household_no"], number, name, identity, sex, relation, labour))
    return rows


def write_people(orgs, household_table):
    write("organisations.csv", tuple(orgs[0]), (tuple(o.values()) for o in orgs))
    write("households.csv", tuple(household_table[0]), (tuple(h.values()) for h in household_table))
    header = ("household_no", "member_no", "name", "id_number", "sex", "relation", "labour")
    write("members.csv", header, members(household_table))
