//! Many forms: intake, evaluation, results, in input order; every record accounted for.
