"""blocked.py REPORTS STATE < node.json: new hosts in browsers' reports on the payment page, a line each with tabs: host, directive,
shoppers, page, source. Reports can be forged: several addresses have to send the same one, and the number of kept hosts is limited."""

import ipaddress
import json
import os
import re
import sys
import time
from urllib.parse import urlsplit

PATH = "/csp-report/payment-page"
# Bytes of the log that a run reads; what came before is left out.
MAX_BYTES = 8_000_000
# Hosts that are remembered, and shoppers of each.
MAX_HOSTS = 500
MAX_SHOPPERS = 100
# Hosts that one run tells of.
MAX_TOLD = 20
# Seconds that a report counts, and that a host is remembered after its last one.
COUNTS = 86_400
REMEMBERED = 30 * 86_400
# What a shopper's own extensions bring.
EXTENSION = re.compile(r"^[a-z-]*-extension(:|$)|^(moz|safari)-")
# What browsers name in place of an address.
KEYWORD = re.compile(r"^(inline|eval|wasm-eval|data|blob|about|self|trusted-types-(policy|sink))$")
NAME = re.compile(r"^(?=.{1,253}$)[a-z0-9_-]+(\.[a-z0-9_-]+)*$")


def host_of(blocked):
    """The host of what was blocked, or a keyword; None for what no browser says."""
    if KEYWORD.match(blocked):
        return blocked
    try:
        parts = urlsplit(blocked)
    except ValueError:
        return None
    if parts.scheme in ("data", "blob", "about", "filesystem"):
        return parts.scheme
    name = (parts.hostname or "").lower()
    return name if parts.scheme in ("http", "https", "ws", "wss") and NAME.match(name) else None


def shopper_of(address):
    """An address as one shopper: IPv6 by /64."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return None
    return str(one) if one.version == 4 else str(ipaddress.ip_network((one, 64), strict=False))


def added(path, state):
    """Lines that came since the last run, whole ones only; a new file is read from its beginning."""
    try:
        file = open(path, "rb")
    except FileNotFoundError:
        return []
    with file:
        known = os.fstat(file.fileno())
        begin = state.get("offset", 0) if state.get("inode") == known.st_ino else 0
        if begin > known.st_size:
            begin = 0
        file.seek(max(begin, known.st_size - MAX_BYTES))
        content = file.read(MAX_BYTES)
        whole = content.rfind(b"\n") + 1
        state.update(inode=known.st_ino, offset=file.tell() - len(content) + whole)
        return content[:whole].decode("utf-8", "replace").split("\n")


def report_of(line, names, ignored):
    """Who reports what; None for what is not counted."""
    try:
        said = json.loads(line)
    except ValueError:
        return None
    if not isinstance(said, dict) or said.get("path") != PATH:
        return None
    fields = {name: str(said.get(name, "")) for name in ("address", "directive", "blocked", "page", "source")}
    if EXTENSION.match(fields["blocked"]) or EXTENSION.match(fields["source"]):
        return None
    host, shopper = host_of(fields["blocked"]), shopper_of(fields["address"])
    if host is None or shopper is None or host in ignored or urlsplit(fields["page"]).hostname not in names:
        return None
    directive = re.sub(r"[^a-z-]", "", fields["directive"].split(" ", 1)[0])[:40]
    return host, directive, shopper, fields["page"], fields["source"]


def count(hosts, report, now):
    host, directive, shopper, page, source = report
    key = f"{host} {directive}"
    if key not in hosts and len(hosts) >= MAX_HOSTS:
        # Unreported hosts first, the oldest of them; a tenth at once, since a flood repeats this again and again.
        for old in sorted(hosts, key=lambda name: (hosts[name]["told"], hosts[name]["last"]))[: MAX_HOSTS // 10]:
            del hosts[old]
    one = hosts.setdefault(key, {"shoppers": {}, "told": False, "last": now})
    one.update(last=now, page=page, source=source)
    if shopper in one["shoppers"] or len(one["shoppers"]) < MAX_SHOPPERS:
        one["shoppers"][shopper] = now


def told(hosts, min_shoppers, now):
    """Hosts that enough shoppers report and that were not reported yet."""
    lines = []
    for key, one in sorted(hosts.items()):
        one["shoppers"] = {shopper: at for shopper, at in one["shoppers"].items() if at > now - COUNTS}
        if one["told"] or len(one["shoppers"]) < min_shoppers or len(lines) >= MAX_TOLD:
            continue
        one["told"] = True
        host, directive = key.split(" ")
        lines.append((host, directive, str(len(one["shoppers"])), one["page"], one["source"]))
    return lines


def main():
    reports, path = sys.argv[1:3]
    node = json.load(sys.stdin)
    page = node.get("paymentPage")
    if page is None:
        return
    try:
        with open(path, encoding="utf-8") as file:
            state = json.load(file)
    except (FileNotFoundError, ValueError):
        state = {}
    now = int(time.time())
    hosts = {key: one for key, one in state.get("hosts", {}).items() if one["last"] > now - REMEMBERED}
    names = {node["domain"], *node["aliases"]}
    for line in added(reports, state):
        report = report_of(line, names, set(page["ignore"])) if line else None
        if report:
            count(hosts, report, now)
    lines = told(hosts, page["shoppers"], now)
    part = f"{path}.part"
    with open(part, "w", encoding="utf-8") as file:
        json.dump({**state, "hosts": hosts}, file)
    os.rename(part, path)
    for fields in lines:
        print("\t".join(re.sub(r"[^\x20-\x7e]", "?", field)[:300] for field in fields))


main()
