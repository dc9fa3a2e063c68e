"""Judges command lines of the AWS CLI by the CLI itself, without a call.

Reads a JSON list of {"words": [...], "whole": bool} and prints a list of a text each, empty where the CLI would take the line: service,
operation and options have to be the CLI's; required ones have to be there where the line is whole; what --query asks for has to be in
what AWS answers.
"""

import json
import sys

import jmespath
from awscli.clidriver import create_clidriver

# Of version 2, which this one is not.
NEWER_OPTIONS = {"--cli-binary-format", "--cli-auto-prompt", "--no-cli-pager"}
NEWER_COMMANDS = {("logs", "tail"), ("sso", "login"), ("configure", "sso"), ("configure", "export-credentials")}

driver = create_clidriver()
services = driver._get_command_table()
own_options = {f"--{name}" for name in driver._get_argument_table()} | NEWER_OPTIONS


def fault(words, whole):
    service, operation = words[0], words[1]
    if (service, operation) in NEWER_COMMANDS:
        return ""
    if service not in services:
        return f"{service}: no service of the CLI"
    operations = tables(services[service])
    if operation not in operations:
        return f"{service} {operation}: no operation of the CLI"
    command = operations[operation]
    if operation == "wait":
        waits = command.subcommand_table
        if words[2] not in waits:
            return f"{service} wait {words[2]}: nothing that can be waited for"
        command = waits[words[2]]
    given = {word.split("=")[0] for word in words if word.startswith("--")}
    table = getattr(command, "arg_table", {})
    known = {argument.cli_name for argument in table.values()} | own_options
    strange = sorted(given - known)
    if strange:
        return f"{' '.join(words[:2])}: no option {', '.join(strange)}"
    # A switch is given by its "--no-" too.
    given |= {f"--{name[5:]}" for name in given if name.startswith("--no-")}
    missing = [a.cli_name for a in table.values() if a.required and a.cli_name.startswith("--") and a.cli_name not in given]
    if whole and missing and not given & {"--cli-input-json", "--cli-input-yaml"}:
        return f"{' '.join(words[:2])}: {', '.join(missing)} missing"
    return query_fault(words, command)


def tables(service):
    return service.subcommand_table if hasattr(service, "subcommand_table") else service._get_command_table()


def query_fault(words, command):
    model = getattr(command, "_operation_model", None)
    if "--query" not in words or model is None or words.index("--query") + 1 >= len(words):
        return ""
    text = words[words.index("--query") + 1]
    # A variable of the shell, or of the program that prints the line.
    if "$" in text:
        return ""
    try:
        tree = jmespath.compile(text).parsed
        walk(tree, model.output_shape)
    except (jmespath.exceptions.JMESPathError, LookupError) as error:
        return f"{' '.join(words[:2])}: --query {text}: {error}"
    return ""


def walk(node, shape):
    """The shape that a part of a query leads to; None where it is of no shape of AWS's."""
    kind, children = node["type"], node["children"]
    if kind == "field":
        return member(shape, node["value"])
    if kind in ("subexpression", "index_expression", "pipe"):
        for child in children:
            shape = walk(child, shape)
        return shape
    if kind in ("projection", "filter_projection", "value_projection"):
        items = element(walk(children[0], shape))
        if kind == "filter_projection":
            walk(children[2], items)
        inner = walk(children[1], items)
        return Items(inner)
    if kind == "flatten":
        inner = element(walk(children[0], shape))
        return Items(element(inner) if is_list(inner) else inner)
    if kind in ("index", "slice"):
        return element(shape) if kind == "index" else shape
    if kind == "identity":
        return shape
    if kind == "current":
        return shape
    if kind == "function_expression":
        return called(node["value"], children, shape)
    for child in children:
        walk(child, shape)
    return None


def called(name, arguments, shape):
    plain = [walk(argument, shape) for argument in arguments if argument["type"] != "expref"]
    # Of each item of the list beside it.
    for argument in arguments:
        if argument["type"] == "expref":
            walk(argument["children"][0], next((element(one) for one in plain if is_list(one)), None))
    return plain[0] if name in ("sort_by", "reverse", "sort") else None


class Items:
    type_name = "list"

    def __init__(self, item):
        self.member = item


def is_list(shape):
    return getattr(shape, "type_name", None) == "list"


def element(shape):
    return shape.member if is_list(shape) else None


def member(shape, name):
    if shape is None or getattr(shape, "type_name", None) != "structure":
        return None
    if name not in shape.members:
        raise LookupError(f"AWS answers no {name}")
    return shape.members[name]


json.dump([fault(line["words"], line["whole"]) for line in json.load(sys.stdin)], sys.stdout)
