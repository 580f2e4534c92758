package io.huidu.analyzer.verdict;

/** How a judge by checks stands. */
enum Progress {
    PENDING,
    /** The step has what its rule asks for. */
    PASSED,
    /** For the rest of the release. */
    FAILED
}
