"""How the driver speaks with the mall, and its memory of what was asked and answered.

Every request and every answer is a line of the journal, from which tests/load/replay works. An
answer that no rule of the driver allows is a finding. A request that was not answered, or with 502,
503 or 504, is sent again, under the same key, until it is: outside of the time of a break that is a
finding, too.
"""
import http.client
import json
import threading
import time
import uuid

PATIENCE_S = 60      # a request is given up after that long, which is a finding
AFTERSHOCK_S = 30    # so long after a break calls may still fail by it
TIMEOUT_S = 60
UNSURE = (0, 502, 503, 504)


class Journal:
    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8")
        self.lock = threading.Lock()
        self.findings, self.counts = [], {}

    def write(self, record):
        line = json.dumps(record, ensure_ascii=False) + "\n"
        with self.lock:
            self.file.write(line)
            key = (record["name"], record["status"], record.get("code", ""))
            self.counts[key] = self.counts.get(key, 0) + 1

    def finding(self, text):
        with self.lock:
            self.findings.append(text)


class Breaks:
    """Whether something is, or was lately, broken."""

    def __init__(self):
        self.lock = threading.Lock()
        self.under_way, self.until = 0, 0.0

    def __enter__(self):
        with self.lock:
            self.under_way += 1

    def __exit__(self, *_):
        with self.lock:
            self.under_way -= 1
            self.until = time.monotonic() + AFTERSHOCK_S

    def felt(self):
        with self.lock:
            return self.under_way > 0 or time.monotonic() < self.until


class Link:
    """One connection of one thread to one server, made again when it was lost."""

    def __init__(self, port):
        self.port, self.connection = port, None

    def send(self, method, path, body, headers):
        """(status, headers, bytes); status 0 when there was no whole answer."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                             timeout=TIMEOUT_S)
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException):
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            return 0, {}, b""


def new_key():
    return str(uuid.uuid4())


class Client:
    """Asks for one walk. ok: statuses that are success; no: "409 out_of_stock" and the like that
    are refusals by rule; late: such as may come when an earlier try, whose answer was lost, had
    been heard. Returns the body, or None when it was refused."""

    def __init__(self, port, journal, breaks):
        self.link, self.journal, self.breaks = Link(port), journal, breaks
        self.number = -1  # of the wish that it asks for
        self.code = ""    # of the last refusal

    def ask(self, name, method, path, body=None, token=None, key=None, ok=(200,), no=(), late=(),
            unsure=UNSURE):
        headers = {}
        if token:
            headers["Authorization"] = "Bearer " + token
        if key:
            headers["Idempotency-Key"] = key
        if body is not None:
            headers["Content-Type"] = "application/json"
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        began, tries = time.monotonic(), 0
        while True:
            tries += 1
            shaken = self.breaks.felt()
            status, _, text = self.link.send(method, path, data, headers)
            answer = self.write(name, method, path, body, key, status, text)
            self.code = answer.get("code", "") if isinstance(answer, dict) else ""
            if status not in unsure:
                break
            # these two ask the platform, and it lies about being there
            lied = name == "payment_create" and status or self.code == "trade_maybe_paid"
            expected = shaken or self.breaks.felt() or lied
            # an idle connection may be closed while it is taken up again
            if not expected and not (status == 0 and tries == 1):
                self.wrong(name, method, path, status, text, "nothing was broken")
            if time.monotonic() - began > PATIENCE_S:
                self.wrong(name, method, path, status, text, f"for {PATIENCE_S} s")
                return None
            time.sleep(min(0.05 * 2 ** tries, 1.0))
        if status in ok:
            return answer
        refusal = f"{status} {self.code}"
        if refusal not in no and not (tries > 1 and refusal in late):
            self.wrong(name, method, path, status, text, "is not a refusal that may come here")
        return None

    def write(self, name, method, path, body, key, status, text):
        try:
            answer = json.loads(text) if text else None
        except ValueError:
            answer = None
        record = {"n": self.number, "name": name, "method": method, "path": path, "status": status}
        if isinstance(answer, dict) and status >= 400:
            record["code"] = answer.get("code", "")
        if method != "GET":
            record.update(body=body, key=key, answer=answer)
        self.journal.write(record)
        return answer if answer is not None else {}

    def wrong(self, name, method, path, status, text, why):
        self.journal.finding(f"operation {self.number}, {name}: {method} {path} -> {status} "
                             f"{text[:300].decode(errors='replace')}: {why}")
