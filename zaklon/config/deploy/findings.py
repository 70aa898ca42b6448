"""One thing that is wrong with an installation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`what` is wrong, `where`, and what `to_do`.

    `refuses` is true for a dangerous configuration, with which the pages do not start; the rest must be mended soon,
    but must not keep people from their work.
    """

    code: str
    what: str
    where: str
    to_do: str
    refuses: bool = True

    @property
    def line(self) -> str:
        """For the command line."""
        weight = "REFUSED" if self.refuses else "warning"
        return f"{weight}  {self.code}: {self.what} Where: {self.where}. To do: {self.to_do}"
