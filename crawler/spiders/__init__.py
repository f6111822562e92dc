"""Finders for the sources whose lists data can not describe, found by the id of their source."""
