#!/usr/bin/python3 -I
"""Sends queued email: takes messages from where PHP queues them, and tries each until it is sent or three days old.

With `--last SECONDS`, as the node goes: one try more within that time, then what is left goes to the folder that all nodes share, and
another node sends it. Told to end, by SIGTERM, it does so at once."""

import json
import os
import signal
import sys
import time

sys.path.insert(0, "/usr/local/lib/xcart/mail")

from message import Refused, prepare  # noqa: E402
from waiting import EXPIRY, Queue  # noqa: E402
from ways import Failed, Later, provider_of  # noqa: E402

SETTINGS = "/etc/xcart/mail.json"
DROP = "/srv/xcart/mail"
SHARED = "/srv/xcart/shared/mail"
# Seconds that one run takes at most: the timer starts the next one.
RUN = 240


class Relay:
    """A run of it."""

    def __init__(self, settings, folder):
        self.settings = settings
        self.queue = Queue(folder)
        self.way = None

    def log(self, event, **facts):
        """A line for the node's log: never a recipient's name, a subject or a word of the mail."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        print(json.dumps({"time": stamp, "stack": self.settings["stack"], "event": f"mail-{event}", **facts}), flush=True)

    def run(self, seconds):
        """Sends what is due, until nothing is or the time is up."""
        ends = time.time() + seconds
        try:
            while time.time() < ends and self.send_due(ends):
                pass
        except Later as error:
            self.put_all_off(str(error))
        except OSError as error:
            # A full disk, say: what PHP left stays there.
            self.log("shut", reason=f"the queue: {error.strerror}")

    def close(self):
        if self.way:
            self.way.close()

    def send_due(self, ends):
        """One round; whether there was anything to do."""
        for drop in (DROP, SHARED):
            if os.path.isdir(drop):
                self.queue.take(drop)
        names = self.queue.due()
        for name in names:
            self.way = self.way or provider_of(self.settings)
            self.attempt(name)
            if time.time() > ends:
                break
        return bool(names)

    def attempt(self, name):
        """Tries one message. Raises Later if no message can be sent now."""
        facts = {"id": name}
        try:
            envelope, message = self.queue.read(name)
            outgoing = prepare(message, envelope, self.settings)
            if outgoing.held:
                self.log("held", **facts, to=domains(outgoing.held), reason="mail.listedOnly")
            if outgoing.recipients:
                facts.update(to=domains(outgoing.recipients), bytes=len(outgoing.data), author="replaced" if outgoing.replaced else "own")
                self.log("sent", **facts, provider=self.way.send(outgoing), seconds=self.queue.age(name))
            self.queue.drop(name)
        except (Refused, ValueError) as error:
            self.log("refused", **facts, reason=str(error)[:300])
            self.queue.drop(name)
        except Failed as error:
            self.log("failed", **facts, reason=str(error)[:300])
            self.queue.drop(name)
        except Later as error:
            if error.closed:
                raise
            if error.left:
                self.queue.narrow(name, error.left)
            if self.put_off(name, str(error)):
                self.log("waiting", **facts, seconds=self.queue.age(name), reason=str(error)[:300])

    def put_off(self, name, why):
        """Another try later; none, and False, where the mail is too old by now."""
        if self.queue.age(name) <= EXPIRY:
            self.queue.delay(name)
            return True
        self.log("failed", id=name, reason=f"after three days: {why}"[:300])
        self.queue.drop(name)
        return False

    def put_all_off(self, why):
        """One line for all, however many there are."""
        names = [name for name in self.queue.due() if self.put_off(name, why)]
        if names:
            self.log("waiting", count=len(names), seconds=self.queue.age(names[0]), reason=why[:300])

    def hand_over(self):
        left = self.queue.hand_over(SHARED)
        if left:
            self.log("handed-over", count=left)


def domains(addresses):
    """The recipients' domains, which is all that the log may have of them."""
    return sorted({address.rpartition("@")[2].lower() for address in addresses})


def main(words):
    with open(SETTINGS, encoding="utf-8") as file:
        relay = Relay(json.load(file), os.environ["STATE_DIRECTORY"])
    last = words[:1] == ["--last"]
    if last:
        # A provider that hangs. What it may have taken goes out twice: better than not at all.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        relay.run(int(words[1]) if last else RUN)
    finally:
        if last:
            relay.hand_over()
        relay.close()


if __name__ == "__main__":
    main(sys.argv[1:])
