"""How a season is told to CP-SAT: variables, one rule a file, one objective term a file."""
