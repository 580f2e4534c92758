package io.huidu.e2e.bench.statistics;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** A bar on a terminal: how much is done, and about how long the rest takes. Safe for use by several threads. */
final class Progress implements Bench.Listener {

    private static final int WIDTH = 40;

    private final PrintStream out;
    private final long all;
    private final Instant begin;
    private long played;
    private int shown = -1;

    Progress(PrintStream out, long all) {
        this.out = out;
        this.all = all;
        this.begin = Instant.now();
    }

    @Override
    public synchronized void played() {
        played++;
        int permille = (int) (1000 * played / all);
        if (permille != shown) {
            shown = permille;
            out.print("\r" + line());
            out.flush();
        }
        if (played == all) {
            out.print("\r" + " ".repeat(WIDTH + 30) + "\r");
        }
    }

    private String line() {
        int full = (int) (WIDTH * played / all);
        double left = Duration.between(begin, Instant.now()).toMillis() / 1000.0 * (all - played) / played;
        return "[%s%s] %5.1f %%, %,.0f s left   "
                .formatted("#".repeat(full), ".".repeat(WIDTH - full), 100.0 * played / all, left);
    }
}
