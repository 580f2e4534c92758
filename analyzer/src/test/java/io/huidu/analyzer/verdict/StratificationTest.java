package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Traffic.Behaviour;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two routes, of which one fails more often and takes longer. */
class StratificationTest {

    private static final Behaviour CART = new Behaviour(0.002, 20);
    private static final Behaviour SEARCH = new Behaviour(0.05, 200);

    /** The routes' traffic, and the share of each that goes to the canary. */
    private record World(Traffic cart, double ofCart, Traffic search, double ofSearch) {

        /** The canary gets a quarter of the carts and three quarters of the searches. */
        static World ofAnotherMix(long seed) {
            return new World(
                    new Traffic(seed, Duration.ofSeconds(2)), 0.25, new Traffic(-seed, Duration.ofSeconds(2)), 0.75);
        }

        static World ofOneMix(long seed) {
            return new World(
                    new Traffic(seed, Duration.ofSeconds(2)), 0.25, new Traffic(-seed, Duration.ofSeconds(2)), 0.25);
        }

        IntervalSample next(Behaviour canaryOnCart, Behaviour canaryOnSearch) {
            IntervalSample carts = cart.next(600, ofCart, CART, canaryOnCart);
            IntervalSample searches = search.next(200, ofSearch, SEARCH, canaryOnSearch);
            return new IntervalSample(
                    carts.start(),
                    carts.end(),
                    together(carts.baseline(), searches.baseline()),
                    together(carts.canary(), searches.canary()),
                    true);
        }
    }

    private static VersionSample together(VersionSample cart, VersionSample search) {
        return new VersionSample(
                cart.requests() + search.requests(),
                cart.errors() + search.errors(),
                cart.latency().plus(search.latency()),
                List.of(),
                List.of(group("/cart", cart), group("/search", search)));
    }

    private static Group group(String name, VersionSample sample) {
        return new Group(name, sample.requests(), sample.errors(), sample.latency());
    }

    private static IntervalSample unstratified(IntervalSample sample) {
        return new IntervalSample(sample.start(), sample.end(), whole(sample.baseline()), whole(sample.canary()), true);
    }

    private static VersionSample whole(VersionSample sample) {
        return new VersionSample(sample.requests(), sample.errors(), sample.latency());
    }

    private static Release release(AnalysisPlan plan) {
        return new Release(plan, LatencyHistogram.empty(), 40);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anotherMixOfRoutesIsNoRegression(long seed) {
        World world = World.ofAnotherMix(seed);
        Release stratified = release(Plans.of(Plans.ERRORS, Plans.LATENCY));
        Release together = release(Plans.of(Plans.ERRORS, Plans.LATENCY));
        Reason reasonTogether = Reason.NOT_ENOUGH_EVIDENCE;

        for (int i = 0; i < 100; i++) {
            IntervalSample sample = world.next(CART, SEARCH);
            assertThat(stratified.observe(sample).verdict()).isNotEqualTo(Verdict.ROLL_BACK);
            reasonTogether = together.observe(unstratified(sample)).reason();
        }

        assertThat(reasonTogether).isIn(Reason.ERRORS_REGRESSED, Reason.LATENCY_REGRESSED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void reportsTheRiskWithinStrata(long seed) {
        World world = World.ofAnotherMix(seed);
        Release stratified = release(Plans.of(Plans.ERRORS));
        Release together = release(Plans.of(Plans.ERRORS));

        for (int i = 0; i < 60; i++) {
            IntervalSample sample = world.next(CART, SEARCH);
            stratified.observe(sample);
            together.observe(unstratified(sample));
        }

        assertThat(risk(stratified)).isBetween(0.8, 1.25);
        assertThat(risk(together)).isGreaterThan(1.8);
    }

    private static double risk(Release release) {
        return release.findings().metrics().getFirst().relativeRisk().value().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anotherMixIsPromotedInItsTime(long seed) {
        World world = World.ofAnotherMix(seed);
        Release release = release(Plans.of(Plans.ERRORS, Plans.LATENCY));

        int intervals = release.intervalsUntilDecided(500, w -> world.next(CART, SEARCH));

        assertThat(release.findings().verdict()).isEqualTo(Verdict.PROMOTE);
        System.out.printf("seed %d: promoted after %d intervals%n", seed, intervals);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneRouteWithErrorsIsFound(long seed) {
        World world = World.ofAnotherMix(seed);
        Release release = release(Plans.of(Plans.ERRORS));

        int intervals = release.intervalsUntilDecided(60, w -> world.next(CART.withErrors(0.04), SEARCH));

        assertThat(release.findings().reason()).isEqualTo(Reason.ERRORS_REGRESSED);
        System.out.printf("seed %d: rolled back after %d intervals%n", seed, intervals);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneRouteThatIsSlowerIsFoundThoughAnotherIsSlowerStill(long seed) {
        World world = World.ofOneMix(seed);
        Release stratified = release(Plans.of(Plans.LATENCY));
        Release together = release(Plans.of(Plans.LATENCY));

        int intervals = stratified.intervalsUntilDecided(60, w -> world.next(CART.slower(2), SEARCH));
        World again = World.ofOneMix(seed);
        int intervalsTogether =
                together.intervalsUntilDecided(60, w -> unstratified(again.next(CART.slower(2), SEARCH)));

        assertThat(stratified.findings().reason()).isEqualTo(Reason.LATENCY_REGRESSED);
        assertThat(stratified.findings().message()).contains("has slow requests");
        assertThat(intervals).isLessThanOrEqualTo(intervalsTogether);
    }

    @Test
    void oneStratumIsTheSameAsNone() {
        Traffic traffic = new Traffic(1, Duration.ofSeconds(2));
        Release stratified = release(Plans.of(Plans.ERRORS, Plans.LATENCY));
        Release whole = release(Plans.of(Plans.ERRORS, Plans.LATENCY));

        for (int i = 0; i < 20; i++) {
            IntervalSample sample = traffic.next(800, 0.4, CART, CART.withErrors(0.004));
            Findings one = stratified.observe(new IntervalSample(
                    sample.start(), sample.end(), oneStratum(sample.baseline()), oneStratum(sample.canary()), true));
            assertThat(one).isEqualTo(whole.observe(sample));
        }
    }

    private static VersionSample oneStratum(VersionSample sample) {
        return new VersionSample(
                sample.requests(), sample.errors(), sample.latency(), List.of(), List.of(group("/", sample)));
    }

    @Test
    void manyStrataOfOneIntervalAreStillOneInterval() {
        Release release = release(Plans.of(Plans.ERRORS));

        int intervals = release.intervalsUntilDecided(10, w -> strata());

        assertThat(release.findings().verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(intervals).isBetween(3, 5);
    }

    @Test
    void countsAllStrataOfWhicheverVersion() {
        Release release = release(Plans.of(Plans.ERRORS));
        VersionSample v1 = sample(new Group("/a", 100, 1, LatencyHistogram.empty()));
        VersionSample v2 = sample(new Group("/b", 50, 2, LatencyHistogram.empty()));

        Findings findings =
                release.observe(new IntervalSample(Release.START, Release.START.plusSeconds(2), v1, v2, true));

        assertThat(findings.metrics().getFirst().baseline().requests()).isEqualTo(100);
        assertThat(findings.metrics().getFirst().canary().bad()).isEqualTo(2);
        assertThat(findings.metrics().getFirst().regression().orElseThrow().logE())
                .isNotPositive();
    }

    /** Fifty routes, all of them much worse on the canary. */
    private static IntervalSample strata() {
        return new IntervalSample(
                Release.START, Release.START.plusSeconds(2), sample(routes(1)), sample(routes(50)), true);
    }

    private static Group[] routes(long errors) {
        return Stream.iterate(0, i -> i + 1)
                .limit(50)
                .map(i -> new Group("/" + i, 100, errors, LatencyHistogram.empty()))
                .toArray(Group[]::new);
    }

    private static VersionSample sample(Group... strata) {
        return new VersionSample(
                sum(Group::requests, strata),
                sum(Group::errors, strata),
                LatencyHistogram.empty(),
                List.of(),
                List.of(strata));
    }

    private static long sum(ToLongFunction<Group> count, Group... groups) {
        return Stream.of(groups).mapToLong(count).sum();
    }
}
