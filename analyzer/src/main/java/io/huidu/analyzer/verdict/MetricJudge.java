package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.statistics.LogSpace;
import io.huidu.analyzer.statistics.Packed;
import io.huidu.events.Evidence;
import io.huidu.events.MetricOutlook;
import io.huidu.events.MetricPlan;
import io.huidu.events.MetricReport;
import io.huidu.events.Missing;
import io.huidu.events.QuantileShift;
import io.huidu.events.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Judges one metric by its coins. Evidence of a regression is the mean of the coins' e-values, which is an e-value. What
 * a promotion asks for has to be shown by every coin that decides it.
 *
 * <p>Immutable. It knows nothing of any release, so releases with the same plan share one, and its tables.
 */
final class MetricJudge {

    private static final int MOST_KEPT = 200;
    private static final Map<Options, MetricJudge> KEPT = Collections.synchronizedMap(new LatestUsed<>(MOST_KEPT));

    /** What it depends on. */
    private record Options(MetricPlan plan, double share, double alpha, double beta, Calibration calibration) {}

    private final MetricPlan plan;
    private final double share;
    private final double alpha;
    private final double beta;
    private final List<Coin> coins;

    /**
     * @param share the metric's weight over that of all metrics
     */
    static MetricJudge of(MetricPlan plan, double share, double alpha, double beta, Calibration calibration) {
        return KEPT.computeIfAbsent(
                new Options(plan, share, alpha, beta, calibration),
                options -> new MetricJudge(plan, share, alpha, beta, calibration));
    }

    private MetricJudge(MetricPlan plan, double share, double alpha, double beta, Calibration calibration) {
        this.plan = plan;
        this.share = share;
        this.alpha = alpha;
        this.beta = beta;
        this.coins = BadRequests.of(plan).stream()
                .map(bad -> new Coin(bad, plan, -StrictMath.log(share * alpha), -StrictMath.log(beta), calibration))
                .toList();
    }

    /**
     * @param before the baseline before the release, interval by interval
     */
    MetricState begin(List<VersionSample> before) {
        LatencyHistogram latency =
                before.stream().map(VersionSample::latency).reduce(LatencyHistogram.empty(), LatencyHistogram::plus);
        return new MetricState(
                coins.stream().map(coin -> coin.begin(before, latency)).toList());
    }

    MetricState unpack(Packed from) {
        List<CoinState> states = new ArrayList<>(coins.size());
        for (Coin coin : coins) {
            states.add(coin.unpack(from));
        }
        return new MetricState(states);
    }

    /**
     * @param strata the sample by stratum
     * @param past the baseline's latency before the interval
     */
    MetricState observe(MetricState state, IntervalSample sample, List<Stratum> strata, LatencyPast past) {
        List<CoinState> next = new ArrayList<>(coins.size());
        for (int i = 0; i < coins.size(); i++) {
            next.add(coins.get(i).observe(state.coins().get(i), sample, strata, past));
        }
        return new MetricState(next);
    }

    /**
     * @param next the weight that a promotion has to be fit for
     * @param baseline the baseline's latency since the release began
     * @param canary the canary's
     */
    MetricFinding judge(
            MetricState state, Weight next, LatencyHistogram baseline, LatencyHistogram canary, Forecast forecast) {
        List<Trial> trials = trials(state);
        double logE = logE(trials);
        List<Trial> decisive = trials.stream().filter(Trial::decidesPromotion).toList();
        Trial shown = mostAgainstTheCanary(trials);
        OptionalDouble needed = requestsNeeded(decisive, next);
        Optional<Missing> missing = needed.stream().mapToObj(forecast::missing).findFirst();
        return new MetricFinding(
                report(shown, decisive, logE, next, shifts(trials, baseline, canary), missing),
                Optional.of(shown.state().lately()).filter(lately -> !lately.fromTheBeginning()),
                logShare(logE),
                plan.isNeededForPromotion(),
                fits(decisive, next, 1),
                needed);
    }

    /** The log of the metric's part of the combined evidence of a regression. */
    double logShare(MetricState state) {
        return logShare(logE(trials(state)));
    }

    private double logShare(double logE) {
        return StrictMath.log(share) + logE;
    }

    private List<Trial> trials(MetricState state) {
        return IntStream.range(0, coins.size())
                .mapToObj(i -> Trial.of(coins.get(i), state.coins().get(i)))
                .toList();
    }

    private static double logE(List<Trial> trials) {
        double[] each = trials.stream().mapToDouble(Trial::regressionLogE).toArray();
        return LogSpace.logSumExp(each) - StrictMath.log(each.length);
    }

    private OptionalDouble requestsNeeded(List<Trial> decisive, Weight next) {
        long soFar = decisive.getFirst().state().canary().requests();
        OptionalDouble times = timesNeeded(decisive, next);
        return times.isPresent() ? OptionalDouble.of((times.getAsDouble() - 1) * soFar) : times;
    }

    private MetricReport report(
            Trial shown,
            List<Trial> decisive,
            double logE,
            Weight next,
            List<QuantileShift> shifts,
            Optional<Missing> missing) {
        double bound = -StrictMath.log(share * alpha);
        // One coin of several has to carry their mean.
        OptionalDouble detectable = shown.detectableRisk(bound + StrictMath.log(coins.size()));
        return new MetricReport(
                plan.name(),
                plan.kind(),
                shown.state().baseline(),
                shown.state().canary(),
                shown.state().badAboveMillis().stream().boxed().findFirst(),
                shown.relativeRisk(alpha, beta),
                shown.excess(alpha, beta),
                new Evidence(logE, bound),
                new Evidence(nonInferiority(decisive, 1), -StrictMath.log(beta)),
                harm(decisive, next),
                plan.harmBudget(),
                shown.phi(),
                shifts,
                new MetricOutlook(detectable.stream().boxed().findFirst(), missing));
    }

    private static Trial mostAgainstTheCanary(List<Trial> trials) {
        return trials.stream()
                .max(Comparator.comparingDouble(Trial::regressionLogE))
                .orElseThrow();
    }

    private static double nonInferiority(List<Trial> decisive, double times) {
        return decisive.stream()
                .mapToDouble(t -> t.nonInferiorityLogE(times))
                .min()
                .orElseThrow();
    }

    private static boolean fits(List<Trial> decisive, Weight next, double times) {
        return decisive.stream().allMatch(t -> t.fitsBudget(next, times));
    }

    /** Empty while there is no limit. */
    private static Optional<Double> harm(List<Trial> decisive, Weight next) {
        double excess = decisive.stream().mapToDouble(Trial::mostExcess).max().orElseThrow();
        return excess < 1 ? Optional.of(next.fraction() * excess) : Optional.empty();
    }

    private List<QuantileShift> shifts(List<Trial> trials, LatencyHistogram baseline, LatencyHistogram canary) {
        double phi = trials.stream().mapToDouble(Trial::phi).max().orElseThrow();
        return switch (plan.kind()) {
            case ERRORS, QUERY -> List.of();
            case LATENCY -> new LatencyShifts(alpha, phi).between(baseline, canary);
        };
    }

    private OptionalDouble timesNeeded(List<Trial> decisive, Weight next) {
        return Repetition.until(
                times -> fits(decisive, next, times) || nonInferiority(decisive, times) >= -StrictMath.log(beta));
    }
}
