"""What the parameters of a report are held against: its findings, and what a final report must have."""
