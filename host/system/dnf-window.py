"""Packages change in the patch windows only: dnf changes something only where Systems Manager runs a document, as Patch Manager does."""

import os

import dnf

# What runs a document on a node; a person's session is another program's child.
ADMITTED = "ssm-document-worker"


def ancestors(pid, proc="/proc"):
    """Command lines of a process and of all that it comes from."""
    while pid > 1:
        with open(os.path.join(proc, str(pid), "cmdline"), "rb") as file:
            yield file.read().decode(errors="replace")
        with open(os.path.join(proc, str(pid), "stat"), encoding="utf-8", errors="replace") as file:
            pid = int(file.read().rpartition(")")[2].split()[1])


def admitted(pid, proc="/proc"):
    """Whether a process comes from one that may change packages."""
    return any(ADMITTED in line for line in ancestors(pid, proc))


class Window(dnf.Plugin):
    """Refuses a transaction outside the windows."""

    name = "xcart_window"

    def resolved(self):
        """Called once dnf knows what it would change."""
        if self.base.transaction and not admitted(os.getpid()):
            raise dnf.exceptions.Error("packages change in the patch windows only, see docs/node.md")
