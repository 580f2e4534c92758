package io.huidu.e2e.bench.faults;

import io.huidu.e2e.world.RestartableProcess;
import io.huidu.e2e.world.TcpLink;
import io.huidu.e2e.world.TcpLink.State;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does harm, and mends it some seconds later. Which harm comes when follows from the seed; what it meets depends on how
 * fast the machine is.
 */
final class Faults implements AutoCloseable {

    /** What is done to whom. */
    enum Kind {
        BROKER_KILLED,
        ANALYZER_KILLED,
        SHIFTER_KILLED,
        /** For so long that it loses its Lease or its partitions without knowing. */
        PROCESS_SUSPENDED,
        CUT_FROM_A_BROKER,
        CUT_FROM_KAFKA,
        CUT_FROM_PROMETHEUS_OR_THE_API
    }

    private static final Duration TICK = Duration.ofMillis(200);
    private static final int SHORTEST_PAUSE_MILLIS = 2_000;
    private static final int LONGEST_PAUSE_MILLIS = 6_000;

    private record Mending(Instant due, String of, Runnable doing) {}

    private final Random random;
    private final int most;
    private final KafkaCluster kafka;
    private final Processes processes;
    private final PrintStream trace;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final PriorityQueue<Mending> mendings = new PriorityQueue<>(Comparator.comparing(Mending::due));
    private final Set<String> harmed = new HashSet<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Thread thread;
    private Instant next = Instant.now();

    /**
     * Begins at once.
     *
     * @param most how many faults there are at most
     */
    Faults(Random random, int most, KafkaCluster kafka, Processes processes, PrintStream trace) {
        this.random = random;
        this.most = most;
        this.kafka = kafka;
        this.processes = processes;
        this.trace = trace;
        this.thread = Thread.ofPlatform().daemon().name("faults").start(this::run);
    }

    Map<Kind, Integer> counts() {
        return counts;
    }

    /** Does no more harm, and mends everything. */
    @Override
    public void close() {
        ending.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!ending.get()) {
            tick(Instant.now());
            sleep();
        }
        mendings.forEach(mending -> mending.doing().run());
        startWhatHasEnded();
    }

    private void tick(Instant now) {
        while (!mendings.isEmpty() && !mendings.peek().due().isAfter(now)) {
            Mending mending = mendings.remove();
            mending.doing().run();
            harmed.remove(mending.of());
        }
        startWhatHasEnded();
        int done = counts.values().stream().mapToInt(n -> n).sum();
        if (!now.isBefore(next) && done < most) {
            next = now.plusMillis(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
            harm(Kind.values()[random.nextInt(Kind.values().length)]);
        }
    }

    /** As Kubernetes would: a shifter that has lost its Lease ends by itself. */
    private void startWhatHasEnded() {
        for (String name : Processes.NAMES) {
            RestartableProcess process = processes.process(name);
            if (!process.current().isAlive() && (ending.get() || !harmed.contains(name))) {
                say(name + " is started again");
                process.launch();
            }
        }
    }

    private void harm(Kind kind) {
        switch (kind) {
            case BROKER_KILLED -> killBroker();
            case ANALYZER_KILLED -> kill(kind, "ANALYZER_" + (1 + random.nextInt(2)));
            case SHIFTER_KILLED -> kill(kind, "SHIFTER_" + (1 + random.nextInt(2)));
            case PROCESS_SUSPENDED -> suspend(any());
            case CUT_FROM_A_BROKER -> {
                String name = any();
                int node = random.nextInt(KafkaCluster.NODES);
                cut(
                        kind,
                        name + " from broker " + (node + 1),
                        List.of(kafka.linksOf(name).get(node)));
            }
            case CUT_FROM_KAFKA -> {
                String name = any();
                cut(kind, name + " from Kafka", kafka.linksOf(name));
            }
            case CUT_FROM_PROMETHEUS_OR_THE_API -> {
                String name = any();
                cut(kind, name + " from its source", List.of(processes.link(name)));
            }
        }
    }

    private String any() {
        return Processes.NAMES.get(random.nextInt(Processes.NAMES.size()));
    }

    private void killBroker() {
        int node = random.nextInt(KafkaCluster.NODES);
        RestartableProcess process = kafka.processes().get(node);
        harm(Kind.BROKER_KILLED, "broker " + (node + 1), 2, 8, process.current()::kill9, process::launch);
    }

    private void kill(Kind kind, String name) {
        RestartableProcess process = processes.process(name);
        if (process.current().isAlive()) {
            harm(kind, name, 1, 5, process.current()::kill9, process::launch);
        }
    }

    private void suspend(String name) {
        RestartableProcess process = processes.process(name);
        if (process.current().isAlive()) {
            harm(Kind.PROCESS_SUSPENDED, name, 2, 15, process.current()::suspend, () -> {
                if (process.current().isAlive()) {
                    process.current().resume();
                }
            });
        }
    }

    private void cut(Kind kind, String what, List<TcpLink> links) {
        State state = random.nextBoolean() ? State.CUT : State.STALLED;
        harm(
                kind,
                what,
                2,
                12,
                () -> links.forEach(link -> link.become(state)),
                () -> links.forEach(link -> link.become(State.OPEN)));
    }

    /** Nothing that is harmed already is harmed in the same way. */
    private void harm(Kind kind, String whom, int least, int most, Runnable harm, Runnable mend) {
        long millis = 1000L * least + random.nextInt(1000 * (most - least));
        if (harmed.add(whom)) {
            say("%s: %s, for %d ms".formatted(kind, whom, millis));
            counts.merge(kind, 1, Integer::sum);
            harm.run();
            mendings.add(new Mending(Instant.now().plusMillis(millis), whom, mend));
        }
    }

    private void say(String what) {
        trace.println(Instant.now() + " " + what);
    }

    private static void sleep() {
        try {
            Thread.sleep(TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
