"""The table of platforms that have rules, as docs/hosts.md shows it: `python -m config.host_table` writes it anew."""

from pathlib import Path

from config.hosts import FIELDS, Host, host, hosts_of_files

PAGE = Path(__file__).parent.parent / "docs" / "hosts.md"
HEAD = """\
# Platforms that have rules

The pages of these hosts, and of all hosts below them, are read by the rules of `config/rules/hosts/`, one file a
platform; what a rule finds wins over what the page declares, and what it does not find is read as on any other page.
This table is made from those files: `python -m config.host_table`.

A file may say `text` (CSS of the body; the first place that has a text counts), `cut` (CSS of what is no part of it),
`order` (an attribute that tells the order of shuffled paragraphs), `data` (JSON inside the page: its `marker`, its
`form` where it is not plain, and JMESPath for `text` and fields), and for each field of an article a list of places:
CSS, CSS with ` @attribute`, or `{css: …, pattern: …}` for a part of what stands there. The mark ● is a place on the
page, ○ one in its data.

"""


def page() -> str:
    """The whole page, with a line for each file."""
    heads = ["platform", "hosts", "text", *FIELDS]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += [_line(host(stem)) for stem in hosts_of_files()]
    return HEAD + "\n".join(lines) + "\n"


def _line(rules: Host) -> str:
    first, *others = rules.hosts
    hosts = f"{first} and {len(others)} more" if len(others) > 2 else ", ".join(rules.hosts)
    marks = [_mark(rules, name) for name in ("text", *FIELDS)]
    return "| " + " | ".join([f"[{rules.name}](../config/rules/hosts/{rules.id}.yml)", hosts, *marks]) + " |"


def _mark(rules: Host, name: str) -> str:
    on_page = "●" if getattr(rules, name) else ""
    return on_page + ("○" if any(getattr(data, name) for data in rules.data) else "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
