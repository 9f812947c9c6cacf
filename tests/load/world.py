"""What the driver finds and sets up before it begins: people signed in, goods, and some of which
there is never enough. Looks at the database only for what a person would know."""
import os
import re
import subprocess
import threading

BUYER_REGIONS = ["110108", "310115", "440305", "330106", "500112", "510107", "150102", "420106"]
DOOR = "/api/v1"
SIGN_INS = 5


class Database:
    """A psql that stays; begun again when the server had gone."""

    def __init__(self):
        self.lock, self.psql = threading.Lock(), None

    def begin(self):
        environment = dict(os.environ, PGDATABASE=os.environ["TEST_DB"])
        self.psql = subprocess.Popen(["ops/pg", "psql", os.environ["TEST_PG"], "-qAtX", "-F", "\t"],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     stderr=subprocess.DEVNULL, text=True, env=environment)

    def rows(self, statement):
        """Rows of words; None when the server was not there."""
        with self.lock:
            if self.psql is None or self.psql.poll() is not None:
                self.begin()
            try:
                self.psql.stdin.write(" ".join(statement.split()) + ";\n\\echo done :ERROR\n")
                self.psql.stdin.flush()
                lines = []
                for line in self.psql.stdout:
                    if line.startswith("done "):
                        return [] if "true" in line else lines
                    lines.append(line.rstrip("\n").split("\t"))
            except OSError:
                pass
            self.psql.kill()
            self.psql = None
            return None


class World:
    def __init__(self, client, database):
        self.database = database
        self.sessions = {}  # phone: token
        self.lock = threading.Lock()
        self.read_people()
        self.read_goods()
        self.client = client

    def read_people(self):
        with open("ops/demo/accounts.csv", encoding="utf-8") as file:
            rows = [line.rstrip("\n").split(",") for line in list(file)[1:]]
        self.producers, self.stations, self.auditors, self.officers = {}, {}, {}, {}
        self.operator, self.buyers = "", []
        for phone, role, org, region, _ in rows:
            if role == "consumer":
                self.buyers.append(phone)
            elif role == "operator":
                self.operator = phone
            elif role == "producer":
                self.producers[org] = phone
            elif role == "station_officer":
                self.stations[region] = phone
            elif role == "county_auditor":
                self.auditors[region] = phone
            elif role == "village_officer":
                self.officers[region[:6]] = phone
        self.counties = sorted(self.stations)

    def read_goods(self):
        self.skus = {}
        for sku, listing, county, producer in self.database.rows(
                """select s.sku_id, l.id, l.county_code, o.code from listing l
                   join version_sku s on s.version_id = l.current_version_id
                   join organisation o on o.id = l.producer_id order by s.sku_id"""):
            self.skus[sku] = {"sku": sku, "listing": listing, "county": county,
                              "producer": producer}
        self.cold = sorted(self.skus)
        self.hot = []  # SKUs of which there is never enough, the newest last
        self.lots = {county: [] for county in self.counties}  # [(lot, listing, sku)]
        self.villages, self.households = {}, {}
        for code, village in self.database.rows(
                "select code, village_code from organisation where village_code <> ''"):
            self.villages[code] = village
        for village, households in self.database.rows(
                """select village_code, string_agg(id::text, ' ' order by id) from household
                   where state = 'confirmed' group by village_code"""):
            self.households[village] = households.split()

    def sign_in(self, client, phone):
        """The token of somebody; one session is shared by all who act as them."""
        asked = client.ask("login_code_create", "POST", DOOR + "/login-codes", {"phone": phone},
                           ok=(202,))
        sent = client.ask("demo_outbox", "GET", DOOR + "/demo/outbox?of=code&phone="
                          + phone)
        code = re.search("[0-9]{6}", (sent or {}).get("text", ""))
        answer = client.ask("session_create", "POST", DOOR + "/sessions",
                            {"phone": phone, "code": code.group() if code else "000000",
                             "challenge": (asked or {}).get("challenge", "none")}, ok=(201,),
                            no=("422 login_code_wrong", "422 login_code_expired"))
        token = (answer or {}).get("token", "")
        if token and answer["second"]["needed"]:
            spare = client.ask("demo_second_code", "POST", DOOR + "/demo/second-codes",
                               {"phone": phone}, ok=(200,))
            proved = client.ask("second_prove", "POST", DOOR + "/sessions/current/second-proof",
                                {"code": (spare or {}).get("code", "000000")}, token=token,
                                ok=(204,), no=("422 second_wrong",))
            if proved is None:
                return ""
        return token

    def session(self, client, phone):
        with self.lock:
            # whose answer was lost has used the code up, and asks for another
            for _ in range(SIGN_INS):
                if not self.sessions.get(phone):
                    self.sessions[phone] = self.sign_in(client, phone)
            return self.sessions[phone]

    def choose_producer(self, county, luck):
        codes = sorted(code for code in self.producers if code in self.villages
                       and any(s["producer"] == code and s["county"] == county
                               for s in list(self.skus.values()))
                       and len(self.households.get(self.villages[code], [])) >= 12)
        return codes[int(luck * len(codes))] if codes else None
