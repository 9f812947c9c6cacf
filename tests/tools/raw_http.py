"""HTTP in raw bytes, for tests of what a client does wrong: what is announced and not sent, connections that say
nothing. The mall is at 127.0.0.1:MALL_PORT, its figures at METRICS_PORT."""
import json
import os
import socket
import sys
import time
import urllib.request

PORT = int(os.environ["MALL_PORT"])
PATIENCE_S = 60
kept = []


class Answer:
    """A whole answer: status, headers, and the code of a problem document."""

    def __init__(self, raw):
        head, _, body = raw.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        self.raw = raw
        self.status = int(lines[0].split(" ")[1]) if raw else 0
        self.headers = [line.split(": ", 1) for line in lines[1:]]
        is_problem = self.header("content-type") == "application/problem+json"
        self.code = json.loads(body)["code"] if is_problem else None

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name), None)


def connect(source="127.0.0.1"):
    connection = socket.create_connection(("127.0.0.1", PORT), PATIENCE_S, (source, 0))
    return connection


def connect_and_keep(source="127.0.0.1"):
    kept.append(connect(source))


def begin(method, path, headers, body, source="127.0.0.1"):
    """Sends a request, or the beginning of one."""
    connection = connect(source)
    lines = [f"{method} {path} HTTP/1.1", "Host: t"] + ([headers] if headers else [])
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
    return connection


def answer_of(connection):
    """What comes until the server closes."""
    raw = b""
    while piece := connection.recv(65536):
        raw += piece
    connection.close()
    return Answer(raw)


def ask(method, path, headers, body, source="127.0.0.1"):
    """One request on a connection that ends with it."""
    return answer_of(begin(method, path, "\r\n".join(filter(None, [headers, "Connection: close"])), body, source))


def kept_alive(source="127.0.0.1"):
    """A connection on which one request has been answered."""
    connection = begin("GET", "/healthz", "", b"", source)
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += connection.recv(65536)
    length = int(Answer(raw).header("content-length"))
    while len(raw.partition(b"\r\n\r\n")[2]) < length:
        raw += connection.recv(65536)
    return connection


def figure(name):
    """One figure of the collector's port, without labels."""
    with urllib.request.urlopen(f"http://127.0.0.1:{os.environ['METRICS_PORT']}/metrics") as answer:
        for line in answer.read().decode().splitlines():
            if line.startswith(name + " "):
                return int(line.split(" ")[1])
    return None
