"""How good the answers are: question sets, measures, runs, reports, benchmarks, training."""
