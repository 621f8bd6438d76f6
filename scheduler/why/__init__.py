"""Why there is no plan: the clauses that collide."""
