"""Kind of question and evidence -> the statements of an answer."""
