"""How a season is solved: days → drivers → followers → polish, with the bound alongside."""
