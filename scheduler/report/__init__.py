"""What people read: tables, documents and pictures of a season and its plan."""
