"""The portal: pages that list all reports of a folder, by unit and year, and lead from each to the others."""
