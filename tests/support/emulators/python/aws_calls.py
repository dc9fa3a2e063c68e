"""The AWS CLI, loaded once: every call is a fork of it, which spares the half second that it takes to start.

aws_calls.py serve SOCKET       answers calls until the socket's file is gone
aws_calls.py call SOCKET ARG... is the command: arguments, environment, folder and open files are the caller's
"""

import json
import os
import socket
import struct
import sys


def serve(path):
    import gc
    import select

    from awscli.clidriver import create_clidriver

    driver = create_clidriver()
    # What each call would load again: services' models and rules of endpoints, and which services there are.
    for service in ("autoscaling", "ec2", "logs", "s3", "secretsmanager", "ssm"):
        driver.session.create_client(service, region_name="us-east-1", aws_access_key_id="-", aws_secret_access_key="-")
    loader = driver.session.get_component("data_loader")
    for kind in ("service-2", "paginators-1", "waiters-2"):
        loader.list_available_services(kind)
    # Calls are short: they end before there is anything to collect.
    gc.disable()
    gc.freeze()
    server = socket.socket(socket.AF_UNIX)
    # Whoever sees the file may call.
    server.bind(f"{path}.new")
    server.listen(64)
    os.rename(f"{path}.new", path)
    while os.path.exists(path):
        ready, _, _ = select.select([server], [], [], 1)
        if server in ready:
            connection, _ = server.accept()
            if os.fork() == 0:
                os._exit(answer(driver, connection))
            connection.close()
        while reap():
            pass


def reap():
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


def answer(driver, connection):
    head, files, _, _ = socket.recv_fds(connection, 4, 3)
    call = json.loads(exactly(connection, struct.unpack("!I", head)[0]))
    for at, file in enumerate(files):
        os.dup2(file, at)
        os.close(file)
    os.chdir(call["folder"])
    os.environ.clear()
    os.environ.update(call["environment"])
    try:
        code = driver.main(call["arguments"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([code]))
    return 0


def exactly(connection, size):
    parts = b""
    while len(parts) < size:
        part = connection.recv(size - len(parts))
        if not part:
            raise EOFError("the caller is gone")
        parts += part
    return parts


def call(path, arguments):
    message = {"arguments": arguments, "environment": dict(os.environ), "folder": os.getcwd()}
    body = json.dumps(message).encode()
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    socket.send_fds(connection, [struct.pack("!I", len(body))], [0, 1, 2])
    connection.sendall(body)
    code = connection.recv(1)
    return code[0] if code else 1


if __name__ == "__main__":
    sys.exit(serve(sys.argv[2]) if sys.argv[1] == "serve" else call(sys.argv[2], sys.argv[3:]))
