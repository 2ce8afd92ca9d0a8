"""A file past its limit becomes a folder of the same name, split by noun."""

import ast

from tests.guards.source import place, python_files, templates

FILE, FUNCTION, TEMPLATE = 400, 50, 150


def long_functions(source: str) -> list[str]:
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [node.name for node in functions if node.end_lineno - node.lineno + 1 > FUNCTION]


def test_no_python_file_is_longer_than_its_limit():
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}

    assert {name: length for name, length in lengths.items() if length > FILE} == {}


def test_no_function_is_longer_than_its_limit():
    found = {place(path): long_functions(path.read_text(encoding="utf-8")) for path in python_files()}

    assert {name: functions for name, functions in found.items() if functions} == {}


def test_no_template_is_longer_than_its_limit():
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in templates()}

    assert {name: length for name, length in lengths.items() if length > TEMPLATE} == {}


def test_the_guard_catches_a_long_function():
    assert long_functions("def long():\n" + "    pass\n" * FUNCTION) == ["long"]
