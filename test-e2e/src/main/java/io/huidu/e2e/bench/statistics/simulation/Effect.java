package io.huidu.e2e.bench.statistics.simulation;

/** What is wrong with the canary. */
public sealed interface Effect {

    /** In few words, as it stands in a scenario's name. */
    String name();

    /** The canary's error rate where the baseline's would be {@code healthy}. */
    default double errors(double healthy, Moment moment) {
        return healthy;
    }

    /** The canary's response times where the baseline's are {@code healthy}. */
    default Latency latency(Latency healthy) {
        return healthy;
    }

    record None() implements Effect {
        @Override
        public String name() {
            return "healthy";
        }
    }

    /** Times as many errors. */
    record Errors(double factor) implements Effect {
        @Override
        public String name() {
            return "errors x" + Numbers.brief(factor);
        }

        @Override
        public double errors(double healthy, Moment moment) {
            return healthy * factor;
        }
    }

    /** More errors by a share of all requests. */
    record MoreErrors(double points) implements Effect {
        @Override
        public String name() {
            return "errors +%s %% of requests".formatted(Numbers.brief(100 * points));
        }

        @Override
        public double errors(double healthy, Moment moment) {
            return healthy + points;
        }
    }

    /** Times as many errors from some load on. */
    record ErrorsFromWeight(double factor, int weight) implements Effect {
        @Override
        public String name() {
            return "errors x%s from %d %%".formatted(Numbers.brief(factor), weight);
        }

        @Override
        public double errors(double healthy, Moment moment) {
            return moment.weight() >= weight ? healthy * factor : healthy;
        }
    }

    /** Times as many errors after a while. */
    record LateErrors(double factor, int interval) implements Effect {
        @Override
        public String name() {
            return "errors x%s after %d min".formatted(Numbers.brief(factor), interval / 6);
        }

        @Override
        public double errors(double healthy, Moment moment) {
            return moment.interval() >= interval ? healthy * factor : healthy;
        }
    }

    /** A leak: errors grow steadily, to {@code factor} times as many after an hour. */
    record Leak(double factor) implements Effect {
        @Override
        public String name() {
            return "leak to errors x" + Numbers.brief(factor);
        }

        @Override
        public double errors(double healthy, Moment moment) {
            return healthy * (1 + (factor - 1) * moment.interval() / 360.0);
        }
    }

    /** Times as many errors on the last route. */
    record OneRoute(double factor) implements Effect {
        @Override
        public String name() {
            return "one route x" + Numbers.brief(factor);
        }

        @Override
        public double errors(double healthy, Moment moment) {
            return moment.route() == Routes.LAST ? healthy * factor : healthy;
        }
    }

    /** The slowest tenth of the requests takes longer, and with it p95 and p99. */
    record SlowTail(double factor) implements Effect {
        @Override
        public String name() {
            return "p95 and p99 +%s %%".formatted(Numbers.brief(100 * (factor - 1)));
        }

        @Override
        public Latency latency(Latency healthy) {
            return new Latency.SlowTail(healthy, factor);
        }
    }

    /** A share of the requests takes ten times as long. */
    record Bimodal(double share) implements Effect {
        @Override
        public String name() {
            return "%s %% take x10".formatted(Numbers.brief(100 * share));
        }

        @Override
        public Latency latency(Latency healthy) {
            return new Latency.Mixture(healthy, new Latency.Scaled(healthy, 10), share);
        }
    }
}
