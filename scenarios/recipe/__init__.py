"""How the shipped scenarios are made: public facts on one side, assumptions by stated rule on the other."""
