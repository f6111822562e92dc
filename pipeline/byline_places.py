"""Where the names of who wrote an article can stand on its page, in either language."""

from dataclasses import dataclass

from pipeline.metadata import Metadata

NEAR = 10  # lines after the title: a name stands there, further down it is another story's


@dataclass(frozen=True, slots=True)
class Places:
    """What the page declares, its lines around the title, its text, all its short text, and who is told elsewhere."""

    metadata: Metadata
    head: tuple[str, ...]
    text: str
    page: str
    outlets: tuple[str, ...] = ()  # names that are no person's here
    claim: str = ""  # what the route says
    signed: tuple[str, ...] = ()  # the text of elements whose class says author

    @property
    def near(self) -> tuple[str, ...]:
        """The lines right after the title."""
        return self.head[:NEAR]
