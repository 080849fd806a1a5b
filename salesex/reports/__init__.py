"""Reports: from stored results to sentences, charts, HTML and PDF; computes no result."""
