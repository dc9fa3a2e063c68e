"""A mail provider of a test's own: aiosmtpd with TLS and a password, as providers ask for. What it takes is a file of JSON each.

Answers by the recipient's local part: `busy` is refused for now as long as the file `busy` is there, `gone` for good."""

import json
import os
import ssl
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class Provider:
    def __init__(self, folder):
        self.folder = folder
        self.taken = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.partition("@")[0]
        if name == "gone":
            return "550 5.1.1 no such user"
        if name == "busy" and os.path.exists(os.path.join(self.folder, "busy")):
            return "451 4.7.1 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken += 1
        kept = {
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "content": envelope.original_content.decode("latin-1"),
            "tls": session.ssl is not None,
            "user": session.auth_data,
        }
        path = os.path.join(self.folder, f"{self.taken:04d}.json")
        with open(f"{path}.part", "w", encoding="utf-8") as file:
            json.dump(kept, file)
        os.rename(f"{path}.part", path)
        return "250 OK"


def main(folder, port, certificate, key, implicit):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    def authenticator(server, session, envelope, mechanism, data):
        known = mechanism in ("PLAIN", "LOGIN") and (data.login, data.password) == (b"store", b"aTestsPassword")
        return AuthResult(success=known, handled=known, auth_data="store")

    implicit = implicit == "implicit"

    class Server(Controller):
        def factory(self):
            return SMTP(
                self.handler,
                hostname="localhost",
                tls_context=None if implicit else context,
                require_starttls=not implicit,
                auth_required=True,
                auth_require_tls=not implicit,
                authenticator=authenticator,
            )

    Server(Provider(folder), hostname="127.0.0.1", port=int(port), ssl_context=context if implicit else None).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
