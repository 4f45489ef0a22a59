"""Share reports: pack them with their portal, and write e-mails with them."""
