package io.huidu.shifter.rollout;

import io.huidu.events.Exposure;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.shifter.rollout.Observation.Kafka;
import io.huidu.shifter.rollout.SmallWorld.Onlooker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Makes states equal that no decision can tell apart: what is only shown is left out, releases and requests are numbered
 * afresh, and of times that are longer ago than any deadline only the order stays.
 */
final class Canonical {

    /** Every deadline has passed after so many ticks. */
    private static final int LONG_AGO = 2;

    /** How many steps of a release are kept. */
    private static final int REMEMBERED = 2;

    private final SmallWorld world;
    private final Map<Instant, Instant> ordered = new HashMap<>();

    private Canonical(SmallWorld world) {
        this.world = world;
    }

    static SmallWorld of(SmallWorld world) {
        return new Canonical(world).reduced();
    }

    private SmallWorld reduced() {
        order();
        Optional<Release> release = world.release().map(this::release);
        Memory memory = new Memory(
                world.memory().serving(),
                release.isPresent() ? 1 : 0,
                release,
                world.memory().latch().map(Canonical::latch),
                world.memory().wayBack().map(Canonical::wayBack),
                List.of());
        Onlooker onlooker = world.onlooker();
        return world.with(memory)
                .hearing(world.heard().map(this::heard))
                .with(kafka())
                .with(new Onlooker(
                        onlooker.earned(),
                        onlooker.strayed(),
                        onlooker.condemned().map(this::inOrder)));
    }

    // Times

    private void order() {
        TreeSet<Instant> times = new TreeSet<>();
        world.release().ifPresent(r -> {
            r.held().ifPresent(h -> times.add(h.since()));
            if (!r.exposures().isEmpty()) {
                times.add(r.exposures().getLast().from());
            }
        });
        world.heard().ifPresent(h -> times.add(h.judgement().windowEnd()));
        world.onlooker().condemned().ifPresent(times::add);
        times.add(since());
        long newer = 0;
        for (Instant time : times.descendingSet()) {
            newer = Math.min(age(time), Math.max(newer, LONG_AGO) + 1);
            ordered.put(time, SmallWorld.ago((int) newer));
        }
    }

    private Instant inOrder(Instant time) {
        return Objects.requireNonNull(ordered.get(time));
    }

    private Instant since() {
        return switch (world.kafka()) {
            case Kafka.Reachable(Instant since) -> since;
            case Kafka.Unreachable(Instant since) -> since;
        };
    }

    private Kafka kafka() {
        return switch (world.kafka()) {
            case Kafka.Reachable(Instant since) -> new Kafka.Reachable(inOrder(since));
            case Kafka.Unreachable(Instant since) -> new Kafka.Unreachable(SmallWorld.NOW);
        };
    }

    private static long age(Instant time) {
        return Duration.between(time, SmallWorld.NOW).toSeconds() / SmallWorld.TICK;
    }

    private static Instant clamped(Instant time) {
        return SmallWorld.ago((int) Math.min(age(time), LONG_AGO));
    }

    // What is held

    private Release release(Release r) {
        Run plain = plain(r.run());
        return new Release(
                plain,
                r.target(),
                Instant.EPOCH,
                new Release.Request(plain.id() + "/" + step(r), 0, r.request().settings()),
                r.reached(),
                exposures(r.exposures()),
                clamped(r.progressSince()),
                r.held().map(h -> new Held(h.kind(), h.reason(), inOrder(h.since()))),
                r.ending().map(e -> new Ending(e.outcome(), Reason.ROLLED_BACK, "because", Instant.EPOCH, e.retry())));
    }

    private static Run plain(Run run) {
        return new Run(
                run.id().substring(0, run.id().lastIndexOf('-')) + "-1",
                1,
                run.from(),
                run.to(),
                run.traffic(),
                run.revision(),
                run.config(),
                Instant.EPOCH);
    }

    private static WayBack wayBack(WayBack back) {
        return new WayBack(plain(back.run()), back.revision(), clamped(back.since()));
    }

    /** The last ones: of those before, no decision takes more than their number, and jumps could make it grow for ever. */
    private List<Exposure> exposures(List<Exposure> exposures) {
        List<Exposure> plain = new ArrayList<>();
        List<Exposure> last = exposures.subList(Math.max(0, exposures.size() - REMEMBERED), exposures.size());
        for (Exposure e : last) {
            boolean current = plain.size() == last.size() - 1;
            plain.add(
                    new Exposure(plain.size(), e.weight(), current ? inOrder(e.from()) : Instant.EPOCH, Instant.EPOCH));
        }
        return plain;
    }

    /** The number that the step of a release has here. */
    static int step(Release r) {
        return Math.max(0, Math.min(REMEMBERED, r.exposures().size()) - 1);
    }

    private static Latch latch(Latch l) {
        return new Latch(
                l.version(), l.revision(), l.config(), l.retry(), Reason.ROLLED_BACK, "because", Instant.EPOCH);
    }

    // What was heard

    private Heard heard(Heard heard) {
        Judgement j = heard.judgement();
        return Given.hearing(
                SmallMessages.judgement(SmallMessages.about(world, j), j.verdict(), j.data(), inOrder(j.windowEnd())),
                clamped(heard.at()));
    }

    /** The same world a tick later. */
    static SmallWorld aged(SmallWorld world) {
        UnaryOperator<Instant> older = t -> t.equals(Instant.EPOCH) ? t : t.minusSeconds(SmallWorld.TICK);
        return of(world.with(new Memory(
                        world.memory().serving(),
                        world.memory().releases(),
                        world.release().map(r -> aged(r, older)),
                        world.memory().latch(),
                        world.memory().wayBack().map(b -> new WayBack(b.run(), b.revision(), older.apply(b.since()))),
                        List.of()))
                .hearing(world.heard().map(h -> aged(h, older)))
                .with(
                        world.kafka() instanceof Kafka.Reachable(Instant since)
                                ? new Kafka.Reachable(older.apply(since))
                                : world.kafka())
                .with(new Onlooker(
                        world.onlooker().earned(),
                        world.onlooker().strayed(),
                        world.onlooker().condemned().map(older))));
    }

    private static Release aged(Release r, UnaryOperator<Instant> older) {
        return new Release(
                r.run(),
                r.target(),
                r.askedAt(),
                r.request(),
                r.reached(),
                r.exposures().stream()
                        .map(e -> new Exposure(e.step(), e.weight(), older.apply(e.from()), e.warmUntil()))
                        .toList(),
                older.apply(r.progressSince()),
                r.held().map(h -> new Held(h.kind(), h.reason(), older.apply(h.since()))),
                r.ending());
    }

    private static Heard aged(Heard heard, UnaryOperator<Instant> older) {
        Judgement j = heard.judgement();
        return Given.hearing(
                SmallMessages.judgement(
                        new SmallMessages.About(j.releaseId(), j.requestId()),
                        j.verdict(),
                        j.data(),
                        older.apply(j.windowEnd())),
                older.apply(heard.at()));
    }
}
