package io.huidu.e2e.bench.statistics.policy;

import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.analyzer.verdict.peers.KayentaMetric;
import io.huidu.analyzer.verdict.peers.KayentaScore;
import io.huidu.analyzer.verdict.peers.KayentaScore.Member;
import io.huidu.analyzer.verdict.peers.KayentaScore.Scoring;
import io.huidu.analyzer.verdict.peers.KayentaStage;
import io.huidu.e2e.bench.statistics.simulation.Scraped;
import io.huidu.e2e.bench.statistics.simulation.World;
import io.huidu.events.LatencyStatistic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A canary stage of Spinnaker with Kayenta: an hour, a judgement every fifteen minutes, a value per minute of the error
 * rate in percent, and of p50, p95 and p99 where response times are measured. Only increases are bad. It shifts no
 * traffic: a release has a fifth on the canary until it is promoted.
 */
record Kayenta(String name, double pass, double marginal, Control control) implements Policy {

    private static final int WEIGHT = 20;
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final List<LatencyStatistic> TIMES =
            List.of(LatencyStatistic.P50, LatencyStatistic.P95, LatencyStatistic.P99);
    private static final KayentaMetric METRIC = KayentaMetric.DEFAULT.towards(KayentaMetric.Direction.INCREASE);

    /** What the canary is compared with. */
    enum Control {
        /** A fresh copy of the stable version, as large as the canary. */
        BASELINE,
        /** The stable version as it runs. */
        PRODUCTION
    }

    @Override
    public Watch begin(World world) {
        return new Run(world);
    }

    private final class Run implements Watch {

        private final KayentaStage stage = KayentaStage.of(pass, marginal, Duration.ofHours(1), Duration.ofMinutes(15));
        private final World world;
        private final List<double[]> canary = new ArrayList<>();
        private final List<double[]> compared = new ArrayList<>();

        Run(World world) {
            this.world = world;
        }

        @Override
        public Action after(Scraped scraped) {
            if (scraped.now() == 0) {
                return new Action.Shift(WEIGHT);
            }
            if (scraped.now() % Windows.intervals(STEP) == 0) {
                canary.add(values(scraped.canary(Windows.intervals(STEP))));
                compared.add(values(control(scraped)));
            }
            boolean isDue = scraped.now() % Windows.intervals(stage.analysisInterval()) == 0;
            return isDue ? judge(scraped.now() / Windows.intervals(stage.analysisInterval())) : new Action.Stay();
        }

        private Action judge(int judgement) {
            return switch (stage.after(judgement, score())) {
                case RUNNING -> new Action.Stay();
                case SUCCEEDED -> new Action.Finish();
                case FAILED -> new Action.RollBack();
            };
        }

        private double score() {
            List<Member> members = IntStream.range(0, canary.getFirst().length)
                    .mapToObj(metric -> new Member(
                            Set.of("metric " + metric),
                            METRIC.classify(column(canary, metric), column(compared, metric)),
                            Scoring.COUNTED))
                    .toList();
            return KayentaScore.of(members, Map.of()).value();
        }

        private Optional<Scraped.Window> control(Scraped scraped) {
            return switch (control) {
                case PRODUCTION -> scraped.baseline(Windows.intervals(STEP));
                case BASELINE ->
                    scraped.since(Windows.intervals(STEP)).map(since -> Scraped.Window.of(twin(since, scraped.now())));
            };
        }

        private List<VersionSample> twin(int since, int now) {
            return IntStream.range(since, now)
                    .mapToObj(i -> world.twin(i, world.environment().weight(i, WEIGHT)))
                    .toList();
        }

        /** NaN where there is no value. */
        private double[] values(Optional<Scraped.Window> window) {
            boolean isTimed = world.environment().setup().latencyTolerance().isPresent();
            double[] values = new double[isTimed ? 1 + TIMES.size() : 1];
            values[0] = window.map(w -> 100 * (1 - Windows.successRate(w))).orElse(Double.NaN);
            for (int i = 1; i < values.length; i++) {
                LatencyStatistic statistic = TIMES.get(i - 1);
                values[i] = window.map(w -> Windows.latency(statistic, w.latency()))
                        .orElse(OptionalDouble.empty())
                        .orElse(Double.NaN);
            }
            return values;
        }

        private static double[] column(List<double[]> rows, int column) {
            return rows.stream().mapToDouble(row -> row[column]).toArray();
        }
    }
}
