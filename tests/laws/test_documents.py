"""What the documents say of the code is what the code says of itself."""

import os
from pathlib import Path

from opendti.assessment import workflow
from opendti.people.roles import Role

PAGE = Path(__file__).parents[2] / "docs" / "how-a-feature-flows.md"
BEGIN, END = "<!-- workflow -->\n", "<!-- /workflow -->"


def printed() -> str:
    """The tables of steps, as the page shows them."""
    lines = []
    for title, table in (("Round", workflow.ROUND), ("Sheet", workflow.SHEET)):
        lines += [f"**{title}**", "", "| step | from | to | who |", "|---|---|---|---|"]
        for step in table:
            states = [state.value for state in type(next(iter(step.source))) if state in step.source]
            who = ", ".join(role.value for role in Role if role in step.roles) or "with the round"
            target = step.target.value if step.target else "stays"
            lines.append(f"| {step.name} ({step.label}) | {', '.join(states)} | {target} | {who} |")
        lines.append("")
    return "\n".join(lines)


def test_the_states_on_the_page_are_those_of_the_code():
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    expected = f"{before}{BEGIN}{printed()}{END}{after}"
    if os.environ.get("WRITE_DOCUMENTS"):
        PAGE.write_text(expected, encoding="utf-8")
    assert page == expected or os.environ.get("WRITE_DOCUMENTS")
