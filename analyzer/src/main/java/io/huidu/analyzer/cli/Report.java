package io.huidu.analyzer.cli;

import java.io.PrintWriter;

/** What is said while results come in: outcomes on one stream, problems on the other. For one thread. */
final class Report {

    private final PrintWriter out;
    private final PrintWriter problems;
    private final Summary summary;
    private boolean hasProblems;
    private boolean hasDifferences;

    Report(PrintWriter out, PrintWriter problems, Summary summary) {
        this.out = out;
        this.problems = problems;
        this.summary = summary;
    }

    void add(Result result) {
        result.problems().forEach(this::problem);
        result.outcome().ifPresent(this::outcome);
    }

    private void outcome(Outcome outcome) {
        out.print(OutcomeJson.write(outcome) + '\n');
        summary.add(outcome);
        hasDifferences |= outcome.replayed().filter(r -> !r.isSame()).isPresent();
    }

    private void problem(String problem) {
        problems.println(problem);
        problems.flush();
        hasProblems = true;
    }

    void summarize() {
        problems.print(summary);
        problems.flush();
    }

    /** Whether nobody reads on. */
    boolean isCutOff() {
        return out.checkError();
    }

    /** The end: 0 when all went well, 1 when a recording was judged otherwise than recorded, 2 when something couldn't be read. */
    int exitCode() {
        out.flush();
        if (hasProblems) {
            return 2;
        }
        return hasDifferences ? 1 : 0;
    }
}
