#!/usr/bin/python3 -I
"""The node's sendmail, for PHP's mail(): queues a message in the folder that xcart-mail.service sends from, and sends nothing itself."""

import json
import os
import secrets
import sys
import time

DROP = "/srv/xcart/mail"
# SES takes 40 MB of a message in base64.
LARGEST = 30_000_000
# More than that wait only where nothing is sent any more: PHP had better know.
MAX_MESSAGES = 5000
# sysexits.h
USAGE, DATA, TEMPORARY = 64, 65, 75


class Unfit(Exception):
    """What PHP is told by the exit status, and its log by a sentence."""

    def __init__(self, status, why):
        super().__init__(why)
        self.status = status


def options(words):
    """Envelope of the command line: options that PHP and mailers pass, and no other, since sendmail's own write files."""
    said = {"sender": None, "recipients": [], "headers": False}
    words = list(words)
    while words:
        word = words.pop(0)
        if word in ("-t", "-ti"):
            said["headers"] = True
        elif word in ("-i", "-oi", "-bm", "--"):
            continue
        elif word in ("-f", "-r") and words:
            said["sender"] = words.pop(0)
        elif word.startswith(("-f", "-r")) and len(word) > 2:
            said["sender"] = word[2:]
        elif word.startswith("-"):
            raise Unfit(USAGE, f"{word[:2]} is no option of this sendmail")
        else:
            said["recipients"].append(word)
    return said


def room():
    """Refuses where a mail would wait with thousands of others, or fill the disk."""
    disk = os.statvfs(DROP)
    if len(os.listdir(DROP)) >= MAX_MESSAGES or disk.f_bavail * 10 < disk.f_blocks:
        raise Unfit(TEMPORARY, "mail is not sent at the moment, and there is no room for more")


def keep(envelope, message):
    """A file that is there as a whole, or not at all."""
    name = f"{time.time_ns()}-{secrets.token_hex(8)}"
    part = os.path.join(DROP, f".{name}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    with os.fdopen(handle, "wb") as file:
        file.write(json.dumps(envelope).encode() + b"\n" + message)
        file.flush()
        os.fsync(file.fileno())
    os.rename(part, os.path.join(DROP, name))


def main(words):
    try:
        envelope = options(words)
        message = sys.stdin.buffer.read(LARGEST + 1)
        if not message.strip():
            raise Unfit(DATA, "the mail is empty")
        if len(message) > LARGEST:
            raise Unfit(DATA, f"the mail has more than {LARGEST} bytes")
        room()
        keep(envelope, message)
        return 0
    except Unfit as unfit:
        print(f"xcart-sendmail: {unfit}", file=sys.stderr)
        return unfit.status
    except OSError as error:
        print(f"xcart-sendmail: {error.strerror}", file=sys.stderr)
        return TEMPORARY


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
