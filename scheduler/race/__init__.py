"""赛马: works are scored, share a region's duty by rank, take turns, trade the duty and settle (STL-12)."""
