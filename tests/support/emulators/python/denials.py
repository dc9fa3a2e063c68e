# Runs a command as SELinux confines nginx and PHP-FPM on a node (httpd_t without httpd_setrlimit and httpd_execmem): no higher limits
# than systemd gave, and no memory that is executable and was ever writable. Whatever the kernel lacks for it is an error: `denials.py COMMAND…`.
import ctypes
import os
import sys

# linux/prctl.h, linux/capability.h
PR_CAPBSET_DROP, PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, CAP_SYS_RESOURCE = 24, 65, 1, 24

libc = ctypes.CDLL(None, use_errno=True)


def prctl(option: int, value: int) -> None:
    if libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}, {value}): {os.strerror(ctypes.get_errno())}")


# Root alone has the capability, and alone may drop it.
if os.geteuid() == 0:
    prctl(PR_CAPBSET_DROP, CAP_SYS_RESOURCE)
prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN)
os.execvp(sys.argv[1], sys.argv[1:])
