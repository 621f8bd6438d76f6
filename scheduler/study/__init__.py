"""What if: variants compared, swept on many processes and traded off, plans put to the test."""
