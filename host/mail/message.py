"""Rules for an email: its sender, its recipients and the headers that are kept. Input is not trusted, since an attacker in PHP could write it too."""

import re
from email.header import Header
from email.utils import formataddr, formatdate, getaddresses, make_msgid

# RFC 5322, 3.6: at most one of each. A second one was injected into a form with a line break.
ONCE = {
    *("date", "from", "sender", "reply-to", "to", "cc", "bcc", "message-id", "in-reply-to", "references", "subject"),
    *("return-path", "mime-version", "content-type", "content-transfer-encoding"),
}
# Where it goes and by whose leave, which only the node decides.
DROPPED = {"bcc", "return-path", "sender"}
# SES's own limit of a message.
MAX_RECIPIENTS = 50
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{1,62}")
FIELD = re.compile(rb"[!-9;-~]+:")


class Refused(Exception):
    """A mail that will not be sent, and why: never a word of what is in it."""


class Outgoing:
    """A mail as it goes out. `held` are recipients that the settings do not let it go to."""

    def __init__(self, data, addresses, replaced):
        self.data = data
        self.sender = addresses["sender"]
        self.author = addresses["author"]
        self.recipients = addresses["recipients"]
        self.held = addresses["held"]
        self.replaced = replaced


def prepare(message, envelope, settings):
    """What goes out of what PHP handed over; raises Refused."""
    head, body = split(message)
    fields = fields_of(head)
    recipients = recipients_of(fields, envelope)
    author, replaced = author_of(fields, settings)
    sender = envelope.get("sender")
    sent, held = admitted(recipients, settings.get("listed"))
    kept = [(name, line) for name, line in fields if name not in DROPPED and not name.startswith("x-ses-")]
    if replaced:
        kept = with_author(kept, fields, settings)
    data = b"".join(line + b"\r\n" for _, line in completed(kept, settings)) + b"\r\n" + body
    own = isinstance(sender, str) and ADDRESS.fullmatch(sender) and ours(sender, settings)
    addresses = {"sender": sender if own else settings["from"], "author": author, "recipients": sent, "held": held}
    return Outgoing(data, addresses, replaced)


def split(message):
    """Head and body, with the line ends of RFC 5322: a bare one is another line's end to some servers, and a smuggled mail."""
    if b"\0" in message:
        raise Refused("it has a zero byte in it")
    head, _, body = re.sub(rb"\r\n|\r|\n", b"\r\n", message).partition(b"\r\n\r\n")
    return head, body


def fields_of(head):
    """Headers by name in lower case, each with the lines that continue it."""
    fields = []
    for line in head.split(b"\r\n"):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] = (fields[-1][0], fields[-1][1] + b"\r\n" + line)
        elif FIELD.match(line):
            fields.append((line.partition(b":")[0].decode("ascii").lower(), line))
        else:
            raise Refused("a line among its headers is none")
    names = [name for name, _ in fields]
    twice = sorted({name for name in names if name in ONCE and names.count(name) > 1})
    if twice:
        raise Refused(f"it has {', '.join(twice)} twice, as if headers had been injected into a form")
    return fields


def value_of(fields, name):
    """A header's text on one line; empty where there is none."""
    for known, line in fields:
        if known == name:
            return re.sub(r"\r\n[ \t]+", " ", line.partition(b":")[2].decode("utf-8", "replace")).strip()
    return ""


def recipients_of(fields, envelope):
    """Each address once: those of the command line, and those of the headers where PHP said -t."""
    named = [word for word in envelope.get("recipients", []) if isinstance(word, str)]
    if envelope.get("headers") is True:
        named += [value for value in (value_of(fields, name) for name in ("to", "cc", "bcc")) if value]
    addresses = list(dict.fromkeys(address for _, address in getaddresses(named)))
    if not addresses:
        raise Refused("it has no recipient")
    if len(addresses) > MAX_RECIPIENTS:
        raise Refused(f"it is to {len(addresses)} addresses, expected {MAX_RECIPIENTS} at most")
    if not all(ADDRESS.fullmatch(address) for address in addresses):
        raise Refused("one of its recipients is no address")
    return addresses


def ours(address, settings):
    """Whether an address is of the domain that the store may write for."""
    return address.rpartition("@")[2].lower() == settings["domain"]


def author_of(fields, settings):
    """Who it is from, and whether the store's own address takes the place of another's, which providers would refuse."""
    addresses = [address for _, address in getaddresses([value_of(fields, "from")]) if address]
    if len(addresses) > 1:
        raise Refused("it is from more than one address")
    own = bool(addresses) and bool(ADDRESS.fullmatch(addresses[0])) and ours(addresses[0], settings)
    return (addresses[0], False) if own else (settings["from"], True)


def with_author(kept, fields, settings):
    """The store's address as author under the same name; answers go where they would have gone."""
    [(name, address)] = getaddresses([value_of(fields, "from")])[:1] or [("", "")]
    shown = name if name.isascii() else Header(name, "utf-8").encode()
    rest = [(known, line) for known, line in kept if known != "from"]
    author = formataddr((shown, settings["from"])) if name.isascii() else f"{shown} <{settings['from']}>"
    answers = [("reply-to", f"Reply-To: {address}".encode("ascii"))] if ADDRESS.fullmatch(address) and not value_of(fields, "reply-to") else []
    return [("from", f"From: {author}".encode("ascii")), *answers, *rest]


def completed(kept, settings):
    """With a date and an id, which servers ask for."""
    names = {name for name, _ in kept}
    if "date" not in names:
        kept = [*kept, ("date", f"Date: {formatdate()}".encode("ascii"))]
    if "message-id" not in names:
        kept = [*kept, ("message-id", f"Message-ID: {make_msgid(domain=settings['domain'])}".encode("ascii"))]
    return kept


def admitted(recipients, listed):
    """Recipients that the settings admit, and those that they do not: an address each, or `*@` and a domain."""
    if listed is None:
        return recipients, []
    known = {entry.lower() for entry in listed}
    fits = [address.lower() in known or f"*@{address.rpartition('@')[2].lower()}" in known for address in recipients]
    return [a for a, fit in zip(recipients, fits) if fit], [a for a, fit in zip(recipients, fits) if not fit]
