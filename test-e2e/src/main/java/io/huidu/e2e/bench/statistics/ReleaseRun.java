package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.Outcome.Ending;
import io.huidu.e2e.bench.statistics.policy.Action;
import io.huidu.e2e.bench.statistics.policy.Policy;
import io.huidu.e2e.bench.statistics.policy.Watch;
import io.huidu.e2e.bench.statistics.simulation.Counted;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.e2e.bench.statistics.simulation.Scraped;
import io.huidu.e2e.bench.statistics.simulation.World;

/**
 * One release under one policy, interval by interval, until it is rolled back or the hour is over. Nobody looks after a
 * promotion; where the clock sets the weights there is none.
 */
final class ReleaseRun {

    private final World world;
    private final Watch watch;
    private final Scraped scraped = new Scraped();
    private Ending ending = Ending.UNDECIDED;
    private int weight;
    private int firstHarm = Environment.INTERVALS;
    private int promoted = Environment.INTERVALS;
    private long requests;
    private double harmed;

    private ReleaseRun(World world, Policy policy) {
        this.world = world;
        this.watch = policy.begin(world);
    }

    static Outcome of(World world, Policy policy) {
        return new ReleaseRun(world, policy).play();
    }

    private Outcome play() {
        take(watch.after(scraped));
        while (scraped.now() < Environment.INTERVALS && ending != Ending.ROLLED_BACK) {
            pass();
            if (ending == Ending.UNDECIDED) {
                take(watch.after(scraped));
            }
        }
        return new Outcome(ending, scraped.now(), firstHarm, promoted, requests, harmed);
    }

    private void pass() {
        int interval = scraped.now();
        Counted counted = world.at(interval, world.environment().weight(interval, weight));
        scraped.add(counted, world.isScraped(interval));
        requests += counted.baseline().requests() + counted.canary().requests();
        harmed += counted.harmed();
        if (counted.harmed() > 0 && firstHarm == Environment.INTERVALS) {
            firstHarm = interval;
        }
    }

    private void take(Action action) {
        switch (action) {
            case Action.Stay stay -> {}
            case Action.Shift shift -> weight = shift.weight();
            case Action.RollBack rollBack -> ending = Ending.ROLLED_BACK;
            case Action.Finish finish -> promote();
        }
    }

    private void promote() {
        if (world.environment().isRelease()) {
            weight = 100;
            promoted = scraped.now();
            ending = Ending.PROMOTED;
        }
    }
}
