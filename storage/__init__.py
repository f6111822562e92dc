"""Articles at rest: schema, writer, queries, export, raw pages."""
