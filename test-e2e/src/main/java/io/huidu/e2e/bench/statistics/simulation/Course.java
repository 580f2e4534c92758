package io.huidu.e2e.bench.statistics.simulation;

/** What happens around a release, whatever the canary is like. Intervals last ten seconds. */
public enum Course {
    STEADY,
    /** A day in half an hour: traffic rises and falls as a sine, and there is none for a third of the time. */
    DIURNAL {
        @Override
        double traffic(int interval) {
            double sine = Math.sin(2 * Math.PI * interval / 180.0) + 0.5;
            return Math.max(0, sine);
        }
    },
    /** After twenty minutes something behind both versions breaks: ten times the errors of both. */
    BOTH_DEGRADE {
        @Override
        double errors(Side side, int interval) {
            return interval >= 120 ? 10 : 1;
        }
    },
    /** The canary's first minute is cold: five times the errors and three times the time at first, halving in 15 s. */
    COLD_START {
        @Override
        double errors(Side side, int interval) {
            return side == Side.CANARY ? 1 + 4 * coldness(interval) : 1;
        }

        @Override
        double time(Side side, int interval) {
            return side == Side.CANARY ? 1 + 2 * coldness(interval) : 1;
        }
    },
    /** Prometheus is away from the tenth to the fifteenth minute. */
    PROMETHEUS_GAP {
        @Override
        boolean isScraped(int interval) {
            return interval < 60 || interval >= 90;
        }
    };

    double traffic(int interval) {
        return 1;
    }

    double errors(Side side, int interval) {
        return 1;
    }

    double time(Side side, int interval) {
        return 1;
    }

    /** Whether the counters at an interval's end are scraped. */
    boolean isScraped(int interval) {
        return true;
    }

    private static double coldness(int interval) {
        return Math.pow(0.5, interval / 1.5);
    }
}
