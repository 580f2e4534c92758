package io.huidu.e2e.bench.statistics.simulation;

import io.huidu.analyzer.verdict.VersionSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One hour of a scenario. What is counted in an interval depends on the seed, the interval and the canary's weight in it
 * alone, so all policies see the same counters as long as they ask for the same weight. A healthy and a regressed
 * scenario of one environment share their noise. Not safe for use by several threads.
 */
public final class World {

    private static final long NOISE = -1;

    private final Scenario scenario;
    private final long seed;
    private final Requests requests;
    private final List<VersionSample> before;
    private final Map<Integer, Counted> counted = new HashMap<>();

    public World(Scenario scenario, long seed) {
        Environment environment = scenario.environment();
        int past = environment.setup().history() ? Environment.INTERVALS : 0;
        double[][] factors = environment
                .noise()
                .factors(past + Environment.INTERVALS, environment.setup().pods(), new Draws(seed, NOISE));
        this.scenario = scenario;
        this.seed = seed;
        this.requests = new Requests(scenario, factors, past);
        this.before = past(past);
    }

    private List<VersionSample> past(int intervals) {
        List<VersionSample> past = new ArrayList<>();
        for (int interval = -intervals; interval < 0; interval++) {
            past.add(requests.draw(Side.BASELINE, interval, 0, draws(Side.BASELINE, interval))
                    .sample());
        }
        return past;
    }

    public Environment environment() {
        return scenario.environment();
    }

    /** The baseline in the hour before the release, interval by interval; empty where it isn't known. */
    public List<VersionSample> before() {
        return before;
    }

    /** Whether the counters at the end of an interval, 0 to 359, are scraped. */
    public boolean isScraped(int interval) {
        return environment().course().isScraped(interval);
    }

    /** What happens in an interval, 0 to 359, at a weight of the canary in percent. */
    public Counted at(int interval, int weight) {
        return counted.computeIfAbsent(interval * 101 + weight, key -> draw(interval, weight));
    }

    private Counted draw(int interval, int weight) {
        VersionSample baseline = requests.draw(Side.BASELINE, interval, weight, draws(Side.BASELINE, interval))
                .sample();
        Requests.Drawn canary = requests.draw(Side.CANARY, interval, weight, draws(Side.CANARY, interval));
        return new Counted(baseline, canary.sample(), canary.harmed());
    }

    /** What a fresh copy of the baseline would count in an interval, were it as large as the canary and asked as often. */
    public VersionSample twin(int interval, int weight) {
        return requests.draw(Side.TWIN, interval, weight, draws(Side.TWIN, interval))
                .sample();
    }

    private Draws draws(Side side, int interval) {
        return new Draws(seed, environment().setup().pods().first(side), interval);
    }
}
