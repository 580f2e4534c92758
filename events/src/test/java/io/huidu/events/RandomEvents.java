package io.huidu.events;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Valid events of every type, with every optional part now there and now absent, the same for the same seed. */
public final class RandomEvents {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final List<String> TEXTS = List.of("", "灰度", "a\"b\\c\n\u0001", "x".repeat(500), "üß€ 🙂");

    private final Random random;

    public RandomEvents(long seed) {
        this.random = new Random(seed);
    }

    public Envelope envelope(EventType type) {
        return new Envelope(
                text(),
                URI.create("/huidu/" + name()),
                instant(),
                text(),
                maybe(this::text),
                switch (type) {
                    case ANALYSIS_REQUESTED -> request();
                    case ANALYSIS_PROMOTE, ANALYSIS_ROLLBACK, ANALYSIS_PROGRESSED ->
                        new AnalysisJudged(type, judgement());
                    case RELEASE_STARTED,
                            RELEASE_STEP_ENTERED,
                            RELEASE_WEIGHT_SHIFTED,
                            RELEASE_HELD,
                            RELEASE_PAUSED,
                            RELEASE_RESUMED,
                            RELEASE_PROMOTED,
                            RELEASE_ROLLED_BACK,
                            RELEASE_ABORTED -> new ReleaseChanged(type, state());
                    case COMMAND_REFUSED ->
                        new CommandRefused(
                                key(),
                                text(),
                                EventType.COMMAND_PROMOTE.type(),
                                maybe(this::text),
                                any(Refusal.values()),
                                message());
                    case COMMAND_RELEASE ->
                        new Command(type, key(), actor(), message(), Optional.of(name()), maybe(this::text));
                    case COMMAND_SET_WEIGHT ->
                        new Command(
                                type,
                                key(),
                                actor(),
                                message(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Weight.of(random.nextInt(1, 100))),
                                Optional.empty());
                    case COMMAND_JUMP ->
                        new Command(
                                type,
                                key(),
                                actor(),
                                message(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(random.nextInt(1, 50)));
                    case COMMAND_PAUSE,
                            COMMAND_RESUME,
                            COMMAND_PROMOTE,
                            COMMAND_ROLLBACK,
                            COMMAND_RETRY,
                            COMMAND_APPROVE,
                            COMMAND_SKIP,
                            COMMAND_FREEZE ->
                        new Command(type, key(), actor(), message(), Optional.empty(), Optional.empty());
                });
    }

    private AnalysisRequested request() {
        JudgePlan judge = judgePlan();
        boolean sequential = judge instanceof JudgePlan.Sequential;
        boolean stratified = sequential && random.nextBoolean();
        return new AnalysisRequested(
                key(),
                text(),
                text(),
                version(),
                version(),
                some(1, this::exposure),
                maybe(this::weight),
                new AnalysisPlan(
                        any(Preset.values()),
                        Duration.ofMillis(random.nextLong(1000, 3_600_000)),
                        Probability.of(random.nextDouble(0.0001, 0.9999)),
                        Probability.of(random.nextDouble(0.0001, 0.9999)),
                        random.nextLong(1_000_000),
                        Duration.ofSeconds(random.nextLong(100_000)),
                        sequential ? metricPlans() : some(1, this::metricPlan),
                        stratified ? StratifyBy.of("uri", "method") : StratifyBy.NOTHING,
                        judge,
                        shownQueries()));
    }

    private List<ShownQuery> shownQueries() {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new ShownQuery("shown" + i, "a{b=\"{{version}}\"}"))
                .toList();
    }

    private List<MetricPlan> metricPlans() {
        return Stream.concat(some(1, this::metricPlan).stream(), some(0, this::queryPlan).stream())
                .toList();
    }

    private JudgePlan judgePlan() {
        return switch (random.nextInt(3)) {
            case 0 -> JudgePlan.SEQUENTIAL;
            case 1 ->
                new JudgePlan.MannWhitney(
                        random.nextDouble(50, 100),
                        random.nextDouble(50),
                        Duration.ofMinutes(60),
                        Duration.ofMinutes(random.nextLong(1, 60)),
                        maybe(() -> Duration.ofMinutes(random.nextLong(1, 60))),
                        random.nextDouble(1, 3),
                        any(LatencyStatistic.values()));
            default ->
                new JudgePlan.Threshold(
                        random.nextDouble(), any(LatencyStatistic.values()), random.nextDouble(1, 5000), rule());
        };
    }

    private JudgePlan.Rule rule() {
        return random.nextBoolean()
                ? new JudgePlan.Rule.Flagger(random.nextInt(1, 20))
                : new JudgePlan.Rule.Argo(
                        random.nextInt(20),
                        maybe(() -> random.nextInt(1, 20)),
                        random.nextInt(20),
                        maybe(() -> random.nextInt(1, 20)));
    }

    private MetricPlan queryPlan() {
        return MetricPlan.ofQuery(
                text(),
                random.nextDouble(0.001, 100),
                random.nextDouble(10),
                random.nextDouble(0.001, 10),
                new QueryPlan(
                        "avg(x{pod=~\"{{workload}}-.*\"})",
                        any(QueryPlan.Worse.values()),
                        random.nextDouble(100),
                        any(QueryPlan.Role.values())));
    }

    private MetricPlan metricPlan() {
        return new MetricPlan(
                text(),
                random.nextBoolean() ? MetricKind.ERRORS : MetricKind.LATENCY,
                random.nextDouble(0.001, 100),
                random.nextDouble(10),
                random.nextDouble(0.9),
                random.nextDouble(0.001, 10),
                random.nextDouble(0.001, 1));
    }

    private Exposure exposure() {
        return new Exposure(random.nextInt(20), weight(), instant(), instant(), any(Exposure.Share.values()));
    }

    private Version version() {
        return new Version(
                name(), name(), name(), random.nextBoolean() ? Map.of() : Map.of(name(), message(), "app", name()));
    }

    private Judgement judgement() {
        Instant start = instant();
        return new Judgement(
                key(),
                text(),
                text(),
                random.nextInt(20),
                random.nextLong(1000),
                start,
                start.plusMillis(random.nextLong(60_000)),
                any(Verdict.values()),
                any(Reason.values()),
                message(),
                any(DataState.values()),
                some(0, this::report),
                maybe(() -> new TrafficShare(weight(), random.nextDouble(), evidence())),
                maybe(this::missing),
                some(0, () -> new ShownNumber(text(), maybe(random::nextDouble), maybe(random::nextDouble))));
    }

    private Missing missing() {
        return new Missing(random.nextLong(100_000), maybe(this::instant));
    }

    private MetricReport report() {
        return new MetricReport(
                text(),
                any(MetricKind.values()),
                counts(),
                counts(),
                maybe(() -> random.nextDouble(10_000)),
                estimate(),
                estimate(),
                maybe(this::evidence),
                maybe(this::evidence),
                maybe(random::nextDouble),
                maybe(random::nextDouble),
                maybe(() -> 1 + random.nextDouble()),
                some(
                        0,
                        () -> new QuantileShift(
                                random.nextDouble(0.01, 0.99),
                                random.nextDouble(1e4),
                                random.nextDouble(1e4),
                                estimate())),
                maybe(() -> new MetricOutlook(maybe(() -> 1 + random.nextDouble()), maybe(this::missing))),
                maybe(() -> new QueryReport(random.nextLong(1, 1000), random.nextGaussian(), random.nextGaussian())),
                maybe(() -> new MetricCheck(
                        any(CheckResult.values()),
                        maybe(random::nextGaussian),
                        maybe(random::nextGaussian),
                        maybe(random::nextDouble),
                        estimate())));
    }

    private ReleaseState state() {
        return new ReleaseState(
                key(),
                text(),
                name(),
                name(),
                random.nextInt(20),
                random.nextInt(20),
                weight(),
                maybe(this::weight),
                any(Reason.values()),
                message(),
                maybe(this::judgement),
                maybe(this::text));
    }

    private Counts counts() {
        long requests = random.nextLong(1_000_000_000);
        return new Counts(requests, requests == 0 ? 0 : random.nextLong(requests));
    }

    private Estimate estimate() {
        return Estimate.of(limit(), limit(), limit());
    }

    private double limit() {
        return random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : random.nextGaussian() * 1e-3;
    }

    private Evidence evidence() {
        return new Evidence(random.nextGaussian() * 100, random.nextDouble(10));
    }

    private Weight weight() {
        return Weight.of(random.nextInt(101));
    }

    private ReleaseKey key() {
        return new ReleaseKey(name(), name());
    }

    private Instant instant() {
        return Instant.ofEpochSecond(
                random.nextLong(4_000_000_000L), random.nextBoolean() ? 0 : random.nextInt(999) * 1_000_000L);
    }

    private String name() {
        return letters(1) + letters(random.nextInt(10)) + (random.nextBoolean() ? "-" : "") + letters(1);
    }

    private String text() {
        return name() + any(TEXTS.toArray(String[]::new));
    }

    private String actor() {
        String text = text();
        return text.substring(0, Math.min(text.length(), 500));
    }

    private String message() {
        return any(TEXTS.toArray(String[]::new));
    }

    private String letters(int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }

    private <T> List<T> some(int least, Supplier<T> one) {
        return Stream.generate(one).limit(least + random.nextInt(3)).toList();
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
