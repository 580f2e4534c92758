package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryReleaseSpec;
import io.huidu.shifter.rollout.SimulatedWorld.Cut;
import io.huidu.shifter.rollout.SimulatedWorld.RouteState;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random worlds with every fault that a release can meet; 100,000 of them with {@code -Dhuidu.slow=true}. {@link Ledger}
 * checks every decision; here stands what must become of each release once the world is well again.
 */
class RolloutSimulationTest {

    private static final long SEED = 20260101;
    private static final boolean SLOW = Boolean.getBoolean("huidu.slow");
    private static final int WORLDS = SLOW ? 100_000 : 2_000;
    private static final int EVENTS = 150;

    @Test
    void noReleaseRisesWithoutReasonAndEveryReleaseEnds() {
        AtomicInteger rises = new AtomicInteger();
        AtomicInteger returns = new AtomicInteger();
        AtomicInteger jumps = new AtomicInteger();
        Map<Outcome, Integer> outcomes = new ConcurrentHashMap<>();
        IntStream.range(0, WORLDS).parallel().mapToObj(i -> simulate(SEED + i)).forEach(ledger -> {
            rises.addAndGet(ledger.rises());
            returns.addAndGet(ledger.returns());
            jumps.addAndGet(ledger.jumps());
            ledger.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        });
        System.out.printf(
                "seeds %d to %d: %d rises, %d jumps up, %d ways back within the window, %s%n",
                SEED, SEED + WORLDS - 1, rises.get(), jumps.get(), returns.get(), outcomes);
        assertThat(rises.get()).isGreaterThan(WORLDS);
        assertThat(jumps.get()).isGreaterThan(WORLDS / 100);
        assertThat(returns.get()).isGreaterThan(WORLDS / 10);
        assertThat(outcomes).containsOnlyKeys(Outcome.values());
        assertThat(outcomes.values()).allMatch(count -> count > WORLDS / 10);
    }

    private static Ledger simulate(long seed) {
        SimulatedWorld world = new SimulatedWorld(seed);
        try {
            for (int event = 0; event < EVENTS; event++) {
                happen(world);
                decidingAgainSettles(world);
            }
            heal(world);
            everyReleaseEnds(world);
            whoGoesBackWithinTheWindowIsBackAtOnce(world);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed %d at %s: %s".formatted(seed, world.now, e.getMessage()), e);
        }
        return world.ledger;
    }

    // What happens

    private static void happen(SimulatedWorld world) {
        Random random = world.random;
        int event = random.nextInt(100);
        if (event < 40) {
            world.reconcile(random.nextInt(4) == 0 ? SimulatedWorld.any(random, Cut.class) : Cut.NONE);
        } else if (event < 75) {
            world.interval();
        } else {
            misfortune(world, random.nextInt(28));
        }
    }

    private static void misfortune(SimulatedWorld world, int kind) {
        Random random = world.random;
        switch (kind) {
            case 0, 1, 2 -> world.edit(spec -> spec.desired = random.nextInt(3) == 0 ? "v1" : "v2");
            case 3 -> world.edit(spec -> spec.paused = random.nextBoolean());
            case 4 -> world.annotate("huidu.io/retry", "" + random.nextInt(1000));
            case 5 -> world.annotate("huidu.io/resume", requestId(world));
            case 6 -> world.edit(spec -> spec.steps = randomSteps(random));
            case 7 -> world.edit(spec -> spec.traffic = random.nextInt(3) == 0 ? null : SimulatedWorld.fineTraffic());
            case 8 -> world.restart();
            case 9 -> world.pass(Duration.ofSeconds(random.nextInt(900)));
            case 10 -> world.pass(Duration.ofSeconds(-random.nextInt(20)));
            case 11, 12 -> world.analyzer.harm = random.nextBoolean();
            case 13 -> world.analyzer.alive = random.nextBoolean();
            case 14 -> world.analyzer.prometheusUp = random.nextBoolean();
            case 15 -> world.breakKafka();
            case 16 -> world.mendKafka();
            case 17 -> world.analyzer.saidBefore().ifPresent(world::hear);
            case 18 -> world.analyzer.foreign(world.now).ifPresent(world::hear);
            case 19 -> world.divert(random.nextInt(101));
            case 20 -> world.routeState = SimulatedWorld.any(random, RouteState.class);
            case 21 -> workload(world).setReady(random.nextBoolean(), world.now);
            case 22 -> workload(world).present = random.nextInt(3) > 0;
            case 23 -> workload(world).build();
            case 24 -> world.annotate("huidu.io/rollback", releaseId(world));
            case 25 -> world.edit(spec -> spec.safety = random.nextBoolean() ? SimulatedWorld.frozen() : null);
            case 26 -> world.annotate("huidu.io/jump", requestId(world) + "@" + (1 + random.nextInt(6)));
            case 27 -> workload(world).configure();
            default -> throw new IllegalArgumentException("kind: got '%d', expected 0 to 27".formatted(kind));
        }
    }

    private static SimulatedWorkload workload(SimulatedWorld world) {
        return world.workload(world.random.nextInt(3) == 0 ? "v1" : "v2");
    }

    private static List<CanaryReleaseSpec.Step> randomSteps(RandomGenerator random) {
        CanaryReleaseSpec.Step middle = SimulatedWorld.step(10 + random.nextInt(40));
        if (random.nextInt(3) == 0) {
            middle.pause = new CanaryReleaseSpec.Pause();
        }
        return Stream.of(
                        random.nextInt(3) == 0
                                ? Stream.of(SimulatedWorld.mirror(100))
                                : Stream.<CanaryReleaseSpec.Step>of(),
                        random.nextInt(3) == 0
                                ? Stream.of(SimulatedWorld.testers())
                                : Stream.<CanaryReleaseSpec.Step>of(),
                        Stream.of(SimulatedWorld.step(1 + random.nextInt(9)), middle, SimulatedWorld.step(60)))
                .flatMap(steps -> steps)
                .toList();
    }

    private static String requestId(SimulatedWorld world) {
        return world.read()
                .status()
                .memory()
                .release()
                .map(r -> r.request().id())
                .orElse("none");
    }

    private static String releaseId(SimulatedWorld world) {
        Resource resource = world.read();
        return resource.runningId()
                .or(() -> resource.returnable(world.now).map(Run::id))
                .orElse("none");
    }

    // What must be

    private static void decidingAgainSettles(SimulatedWorld world) {
        if (world.random.nextInt(10) > 0) {
            return;
        }
        int decisions = 0;
        while (world.reconcile(Cut.NONE)) {
            world.pass(Duration.ofMillis(1));
            assertThat(++decisions).as("decisions without news").isLessThan(20);
        }
    }

    private static void heal(SimulatedWorld world) {
        world.mendKafka();
        world.analyzer.alive = true;
        world.analyzer.prometheusUp = true;
        world.routeState = RouteState.FINE;
        world.edit(spec -> {
            spec.traffic = SimulatedWorld.fineTraffic();
            spec.paused = false;
            spec.safety = null;
        });
        List.of(world.workload("v1"), world.workload("v2")).forEach(w -> {
            w.present = true;
            w.setReady(true, world.now);
        });
        boolean learned = world.read().status().memory().serving().isPresent();
        if (!learned) {
            world.divert(0);
        }
    }

    private static void everyReleaseEnds(SimulatedWorld world) {
        for (int interval = 0; interval < 400 && !isAtRest(world); interval++) {
            world.interval();
            world.annotate("huidu.io/resume", requestId(world));
            while (world.reconcile(Cut.NONE)) {
                world.pass(Duration.ofMillis(10));
            }
        }
        world.ledger.everythingArrivedInOrder();
        Status end = world.read().status();
        assertThat(isAtRest(world)).as("it ends: %s", end).isTrue();
        String serving = end.memory().serving().orElseThrow();
        assertThat(world.ofV2()).isEqualTo(serving.equals("v2") ? Routing.EVERYTHING : Routing.NOTHING);
        if (end.face().orElseThrow().phase() == Phase.SERVING) {
            assertThat(serving).isEqualTo(world.desired());
            assertThat(end.face().orElseThrow().weight().orElseThrow().observed())
                    .isEqualTo(Optional.of(Weight.ALL));
        }
    }

    private static void whoGoesBackWithinTheWindowIsBackAtOnce(SimulatedWorld world) {
        Resource resource = world.read();
        boolean isOpen = resource.returnable(world.now)
                .filter(run -> run.to().name().equals("v2"))
                .filter(run -> world.workload("v1")
                        .isBuild(resource.memory().wayBack().orElseThrow().revision()))
                .isPresent();
        if (isOpen) {
            world.edit(spec -> {
                spec.desired = "v1";
                spec.paused = true;
            });
            while (world.reconcile(Cut.NONE)) {}
            assertThat(world.ofV2()).isEqualTo(Routing.NOTHING);
            assertThat(world.read().status().memory().serving()).contains("v1");
        }
    }

    private static boolean isAtRest(SimulatedWorld world) {
        Status status = world.read().status();
        Phase phase = status.face().map(Face::phase).orElse(Phase.WAITING);
        return status.memory().release().isEmpty()
                && (phase == Phase.SERVING || phase == Phase.ROLLED_BACK)
                && !world.reconcile(Cut.NONE);
    }
}
