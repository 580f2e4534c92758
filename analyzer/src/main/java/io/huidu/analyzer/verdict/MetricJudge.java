package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.statistics.LogSpace;
import io.huidu.analyzer.statistics.SlowRequests;
import io.huidu.analyzer.statistics.Tally;
import io.huidu.events.Counts;
import io.huidu.events.Estimate;
import io.huidu.events.Evidence;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.MetricReport;
import io.huidu.events.QuantileShift;
import io.huidu.events.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;

/**
 * Judges one metric by its coins. Evidence of a regression is the mean of the coins' e-values, which is an e-value. A
 * promotion needs what it needs of every coin of the upper quantiles: a slow tenth of the requests is what users feel,
 * while the median's own variance would never fit a harm budget.
 */
final class MetricJudge {

    private static final List<Double> LEVELS = List.of(0.5, 0.75, 0.9, 0.95, 0.99);
    private static final double LEAST_LEVEL_FOR_PROMOTION = 0.9;
    private static final double MOST_TIMES = 1000;
    private static final int HALVINGS = 8;

    private final MetricPlan plan;
    private final double alpha;
    private final double beta;
    private final double logWeight;
    private final double bound;
    private final Coin coin;

    /**
     * @param share the metric's weight over that of all metrics
     */
    MetricJudge(MetricPlan plan, double share, double alpha, double beta) {
        this.plan = plan;
        this.alpha = alpha;
        this.beta = beta;
        this.logWeight = StrictMath.log(share);
        this.bound = -StrictMath.log(share * alpha);
        this.coin = Coin.of(plan, bound, -StrictMath.log(beta));
    }

    MetricState begin() {
        int coins = plan.kind() == MetricKind.ERRORS ? 1 : LEVELS.size();
        return new MetricState(Stream.generate(coin::begin).limit(coins).toList());
    }

    /**
     * @param past the baseline's latency before the interval
     */
    MetricState observe(MetricState state, IntervalSample sample, LatencyHistogram past) {
        return switch (plan.kind()) {
            case ERRORS -> new MetricState(List.of(coin.observe(state.coins().getFirst(), failed(sample))));
            case LATENCY -> {
                List<CoinState> coins = new ArrayList<>();
                for (int i = 0; i < LEVELS.size(); i++) {
                    CoinState before = state.coins().get(i);
                    coins.add(slow(LEVELS.get(i), sample, past)
                            .map(seen -> coin.observe(before, seen))
                            .orElse(before));
                }
                yield new MetricState(coins);
            }
        };
    }

    private static Coin.Sighting failed(IntervalSample sample) {
        VersionSample v1 = sample.baseline();
        VersionSample v2 = sample.canary();
        Tally tally = new Tally(v1.requests(), v1.errors(), v2.requests(), v2.errors());
        return new Coin.Sighting(tally, tally, OptionalDouble.empty());
    }

    private Optional<Coin.Sighting> slow(double level, IntervalSample sample, LatencyHistogram past) {
        return SlowRequests.at(
                        level,
                        past,
                        plan.tolerance(),
                        sample.baseline().latency(),
                        sample.canary().latency())
                .map(s ->
                        new Coin.Sighting(s.regression(), s.nonInferiority(), OptionalDouble.of(s.thresholdMillis())));
    }

    /**
     * @param baseline the baseline's latency since the release began
     * @param canary the canary's
     */
    MetricFinding judge(MetricState state, Weight next, LatencyHistogram baseline, LatencyHistogram canary) {
        double logE = regressionLogE(state);
        MetricReport report = report(state, logE, next, shifts(state, baseline, canary));
        return new MetricFinding(report, logWeight + logE, timesNeeded(state, next));
    }

    private double regressionLogE(MetricState state) {
        double[] logE = state.coins().stream().mapToDouble(coin::regressionLogE).toArray();
        return LogSpace.logSumExp(logE) - StrictMath.log(logE.length);
    }

    private MetricReport report(MetricState state, double logE, Weight next, List<QuantileShift> shifts) {
        CoinState shown = state.coins().stream()
                .max(Comparator.comparingDouble(coin::regressionLogE))
                .orElseThrow();
        return new MetricReport(
                plan.name(),
                plan.kind(),
                shown.baseline(),
                shown.canary(),
                shown.badAboveMillis().stream().boxed().findFirst(),
                relativeRisk(shown),
                excess(shown),
                new Evidence(logE, bound),
                new Evidence(nonInferiorityLogE(state, 1), -StrictMath.log(beta)),
                Optional.of(harm(state, next, 1)),
                plan.harmBudget(),
                shown.phi(),
                shifts);
    }

    private List<QuantileShift> shifts(MetricState state, LatencyHistogram baseline, LatencyHistogram canary) {
        double phi = state.coins().stream().mapToDouble(CoinState::phi).max().orElseThrow();
        return switch (plan.kind()) {
            case ERRORS -> List.of();
            case LATENCY -> new LatencyShifts(alpha, phi).between(baseline, canary);
        };
    }

    private Estimate relativeRisk(CoinState shown) {
        double lower = shown.curve().lower(-StrictMath.log(alpha), shown.phi());
        double upper = shown.curve().upper(-StrictMath.log(beta), shown.phi());
        double value = shown.canary().rate() / shown.baseline().rate();
        return shown.canary().requests() == 0
                ? Estimate.of(Double.NaN, lower, upper)
                : Estimate.of(value, lower, upper);
    }

    private Estimate excess(CoinState shown) {
        Counts v1 = shown.baseline();
        Counts v2 = shown.canary();
        double value = v1.requests() == 0 || v2.requests() == 0 ? Double.NaN : v2.rate() - v1.rate();
        return Estimate.of(value, shown.excess(1).lower(alpha), shown.excess(1).upper(beta));
    }

    private double nonInferiorityLogE(MetricState state, double times) {
        return decisive(state).stream()
                .mapToDouble(c -> c.nonInferiority().logE(c.phi(), times))
                .min()
                .orElseThrow();
    }

    private double harm(MetricState state, Weight next, double times) {
        return decisive(state).stream()
                .mapToDouble(c -> next.fraction() * c.excess(times).upper(beta))
                .max()
                .orElseThrow();
    }

    private List<CoinState> decisive(MetricState state) {
        int from = plan.kind() == MetricKind.ERRORS ? 0 : LEVELS.indexOf(LEAST_LEVEL_FOR_PROMOTION);
        return state.coins().subList(from, state.coins().size());
    }

    private OptionalDouble timesNeeded(MetricState state, Weight next) {
        DoublePredicate enough = times -> nonInferiorityLogE(state, times) >= -StrictMath.log(beta)
                || harm(state, next, times) <= plan.harmBudget();
        if (enough.test(1)) {
            return OptionalDouble.of(1);
        }
        if (!enough.test(MOST_TIMES)) {
            return OptionalDouble.empty();
        }
        double tooFew = 0;
        double log = StrictMath.log(MOST_TIMES);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (tooFew + log) / 2;
            if (enough.test(StrictMath.exp(middle))) {
                log = middle;
            } else {
                tooFew = middle;
            }
        }
        return OptionalDouble.of(StrictMath.exp(log));
    }
}
