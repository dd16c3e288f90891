"""Documents -> what is read out of all of them: terms, dates, lists, comparisons."""
