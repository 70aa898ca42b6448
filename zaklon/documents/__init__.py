"""Attachments: checked, sealed, and served through the permission check only."""
