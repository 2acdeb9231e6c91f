"""DataTune: public data sets found for a task and made into its training data (Gandhi et al., arXiv 2404.14361)."""
