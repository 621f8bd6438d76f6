"""From facts and notices to what everyone owes: whom a clause meets, how much, why, and what cannot be."""
