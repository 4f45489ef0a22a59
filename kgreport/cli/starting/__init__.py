"""Commands that write what one begins with: a project, a year of it, a made-up province."""
