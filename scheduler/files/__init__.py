"""Files in and out: tables, YAML, scenarios, policies, plans. All faults of a reading are raised at once."""
