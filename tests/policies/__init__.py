"""The notices of the library: what each clause comes to, with numbers computed by hand."""
