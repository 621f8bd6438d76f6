"""Why a season has no plan, why a plan is as it is, and what each obligation costs at the margin."""
