"""The second opinion: measures any plan day by day, knowing nothing of the model or the solver."""
