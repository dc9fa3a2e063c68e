"""Queued messages, a file each where PHP cannot read: the envelope as a line of JSON, then the message. A file's time is that of its next try."""

import json
import os
import secrets
import shutil
import stat
import time

# What sendmail keeps, and a line of envelope.
LARGEST = 31_000_000
# Maximum messages; beyond that they stay where PHP left them, and sendmail refuses more.
MAX_MESSAGES = 5000
# Seconds that a mail is tried for.
EXPIRY = 3 * 86_400


class Queue:
    """The messages of a folder, by names that begin with the second of their arrival."""

    def __init__(self, folder):
        self.folder = folder

    def names(self):
        return sorted(name for name in os.listdir(self.folder) if not name.startswith("."))

    def due(self):
        now = time.time()
        return [name for name in self.names() if os.stat(self.path(name)).st_mtime <= now]

    def path(self, name):
        return os.path.join(self.folder, name)

    def age(self, name):
        return int(time.time()) - int(name[:12])

    def take(self, drop):
        """Moves over what lies in a folder. Names and kinds of file there are the sender's choice: only plain files are read."""
        for name in sorted(os.listdir(drop)):
            path = os.path.join(drop, name)
            if name.startswith("."):
                forget_old(path)
            elif len(self.names()) < MAX_MESSAGES:
                content = plain(path)
                if content is not None:
                    self.write(f"{born_of(content):012d}-{secrets.token_hex(8)}", content)
                remove(path)

    def write(self, name, content):
        """A file that is there as a whole, or not at all."""
        part = self.path(f".{name}")
        with open(part, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.rename(part, self.path(name))

    def read(self, name):
        """Envelope and message; raises ValueError for what PHP's side has made up."""
        with open(self.path(name), "rb") as file:
            line, _, message = file.read().partition(b"\n")
        envelope = json.loads(line)
        if not isinstance(envelope, dict) or not isinstance(envelope.get("recipients"), list):
            raise ValueError("its envelope is none")
        return envelope, message

    def narrow(self, name, recipients):
        """Keeps a mail for those who have not got it: its headers name the others, too."""
        envelope, message = self.read(name)
        self.write(name, json.dumps({**envelope, "recipients": recipients, "headers": False}).encode() + b"\n" + message)

    def delay(self, name):
        """The next try: after a minute, then after half of the mail's age, an hour at most."""
        then = time.time() + min(3600, max(60, self.age(name) / 2))
        os.utime(self.path(name), (then, then))

    def drop(self, name):
        remove(self.path(name))

    def hand_over(self, folder):
        """Gives all that waits to another node, which takes it as if PHP had left it. Returns how many."""
        os.makedirs(folder, mode=0o770, exist_ok=True)
        names = self.names()
        for name in names:
            with open(self.path(name), "rb") as file:
                line, _, message = file.read().partition(b"\n")
            part = os.path.join(folder, f".{name}")
            with open(part, "wb") as file:
                file.write(json.dumps({**json.loads(line), "since": int(name[:12])}).encode() + b"\n" + message)
            os.rename(part, os.path.join(folder, name))
            self.drop(name)
        return len(names)


def plain(path):
    """A file's content if it is a plain one of a fitting size; None if not, or if another node was faster."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    known = os.fstat(handle)
    if not (stat.S_ISREG(known.st_mode) and known.st_nlink == 1 and known.st_size <= LARGEST):
        os.close(handle)
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read()


def born_of(content):
    """When a mail that another node had came to it; now for one of PHP's, and for a time that no mail of a queue has."""
    now = int(time.time())
    try:
        since = json.loads(content.partition(b"\n")[0]).get("since")
    except (ValueError, AttributeError):
        return now
    return since if isinstance(since, int) and now - 2 * EXPIRY < since <= now else now


def forget_old(path):
    """What a sender began and never ended."""
    try:
        if os.lstat(path).st_mtime < time.time() - 3600:
            remove(path)
    except OSError:
        pass


def remove(path):
    try:
        os.unlink(path)
    except IsADirectoryError:
        shutil.rmtree(path, ignore_errors=True)
    except OSError:
        pass
