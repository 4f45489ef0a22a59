"""What lies in the folder of the reports: how each report stands, and what no parameters file stands for."""
