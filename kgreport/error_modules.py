"""Where errors are defined that `kgreport.errors` loads on first use."""

MODULES = {
    "ChangedError": "kgreport.builder.build",
    "ChangesNotShownError": "kgreport.data.params.checks.editions",
    "AttachmentError": "kgreport.publish.prepared.attachments",
    "ComparisonError": "kgreport.comparison.published",
    "DatasetError": "kgreport.terms.findings",
    "DocumentError": "kgreport.publish.prepared.documents",
    "ExecutionError": "kgreport.execute.failures",
    "FormatError": "kgreport.formats",
    "NotebookError": "kgreport.execute.notebook_file",
    "NotebookFileError": "kgreport.execute.notebook_file",
    "ParameterValueError": "kgreport.execute.parameters_cell",
    "SigningError": "kgreport.signing.problems",
    "SiteError": "kgreport.portal.links",
    "SnapshotError": "kgreport.data.datasets.snapshots",
    "TableExistsError": "kgreport.fact_check.to_figures",
    "TypesettingError": "kgreport.publish.typesetting",
    "UnreadableFileError": "kgreport.printed.files",
    "UnknownParameterError": "kgreport.execute.parameters_cell",
    "WarmStartError": "kgreport.execute.kernels.fork",
}
"""By name of an error that is defined beside what it carries, its module."""
