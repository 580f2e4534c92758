package io.huidu.e2e.bench.statistics;

/**
 * How one release ended.
 *
 * @param ending what the policy did
 * @param intervals after how many of them it was rolled back; 360 if it wasn't
 * @param firstHarm after how many intervals the canary's fault first harmed anyone; 360 if it never did
 * @param promoted after how many intervals the canary got everything; 360 if it never did
 * @param requests of both versions until it was rolled back
 * @param harmed how many requests the fault made bad within the hour
 */
record Outcome(Ending ending, int intervals, int firstHarm, int promoted, long requests, double harmed) {

    enum Ending {
        ROLLED_BACK,
        PROMOTED,
        UNDECIDED
    }

    boolean isRolledBack() {
        return ending == Ending.ROLLED_BACK;
    }

    /** Whether the canary was rolled back before its fault harmed anyone, if it has one. */
    boolean isFalseRollback() {
        return isRolledBack() && intervals <= firstHarm;
    }

    boolean isFound() {
        return isRolledBack() && !isFalseRollback();
    }
}
