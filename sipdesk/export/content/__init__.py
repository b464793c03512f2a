"""What stands in a document: one builder for each, records and an audience in, a Document out."""
