from io import StringIO

import pytest

from panya.site.progress import ProgressBar


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("total", "step", "lines"), [(100, 1, 10), (3, 1, 3), (1, 1, 1), (0, 0, 1)])
def test_a_log_gets_a_line_for_every_tenth_at_most(total, step, lines):
    out = StringIO()
    bar = ProgressBar(out)

    bar.start(total)
    for _n in range(total):
        bar.add(step)
    bar.finish()

    assert out.getvalue().count("\n") == lines
    assert out.getvalue().endswith(f"{total:,}/{total:,}\n")


def test_a_terminal_gets_one_line_that_is_drawn_over_and_ended():
    out = Terminal()
    bar = ProgressBar(out)

    bar.start(2_000)
    bar.add(1_000)
    bar.add(1_000)
    bar.finish()

    assert out.getvalue().count("\n") == 1
    assert out.getvalue().endswith("2,000/2,000\n")
    assert out.getvalue().startswith("\r")
