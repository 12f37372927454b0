"""Characters and languages: what is Chinese, traditional or simplified, how text is cleaned."""
