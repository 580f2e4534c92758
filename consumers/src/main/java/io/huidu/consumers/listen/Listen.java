package io.huidu.consumers.listen;

import io.huidu.events.ReleaseKey;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.service.Environment;
import io.huidu.service.EnvironmentException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./huidu listen}. */
@Command(
        name = "./huidu listen",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Prints the story of releases as it happens, from Kafka; with --until, waits for the end of one. Kafka is"
                    + " found as the services find it: by HUIDU_KAFKA_BOOTSTRAP_SERVERS and its like.",
            "",
            "Which release --until waits for: the one that runs now, or else the next. A pipeline that has just asked"
                    + " for a release names it, so that no other's end is taken for it, and it is found even if it is"
                    + " over already: by --image, or by a --from that was noted before it asked.",
            "",
            "Exit code: 0 if it ended as asked, 1 if it ended otherwise, 2 for a wrong option or setting, 3 if time"
                    + " ran out before it ended. Without --until, 0 when time has run out."
        })
public final class Listen implements Callable<Integer> {

    /** A release is heard of at each interval, but for one that somebody holds. */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private static final int AS_ASKED = 0;
    private static final int OTHERWISE = 1;
    private static final int WRONG = 2;
    private static final int TOO_LATE = 3;

    private final Map<String, String> variables;
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--release",
            paramLabel = "NS/NAME",
            converter = Converters.OfRelease.class,
            description = "The CanaryRelease. Default: all")
    private Optional<ReleaseKey> release = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "END",
            converter = Converters.OfGoal.class,
            description = "Wait until the release is promoted or rolled-back")
    private Optional<Ending> until = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Converters.OfDuration.class,
            description = "Wait no longer than this, such as 10m. Default: for ever")
    private Optional<Duration> timeout = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            converter = Converters.OfMoment.class,
            description =
                    "Begin with what was told then, an instant like 2026-03-01T10:15:00Z or as long ago as 10m says;"
                            + " with --until, the first release that began then or later is meant")
    private Optional<Moment> from = Optional.empty();

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "With --until: a release of this image, as spec.image names it")
    private Optional<String> image = Optional.empty();

    @Option(
            names = "--release-id",
            paramLabel = "ID",
            description = "With --until: the release of which status.release.id tells")
    private Optional<String> releaseId = Optional.empty();

    @Option(
            names = "--json",
            description = "One CloudEvent a line, as JSON: all of them, also intervals that say nothing new")
    private boolean json;

    /**
     * The command in an environment.
     *
     * @param variables what the process was started with
     */
    Listen(Map<String, String> variables, InstantSource clock) {
        this.variables = variables;
        this.clock = clock;
    }

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "huidu-listen-logback.xml");
        System.exit(new CommandLine(new Listen(System.getenv(), InstantSource.system()))
                .setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8))
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        check();
        KafkaSettings kafka;
        try {
            kafka = kafka();
        } catch (EnvironmentException e) {
            command.getErr().println(e.getMessage());
            return WRONG;
        }
        Instant began = clock.instant();
        Story story = new Story(command.getOut(), json ? Story.Form.JSON : Story.Form.LINES);
        Ear ear = new Ear(kafka, story, command.getErr());
        if (until.isEmpty()) {
            ear.all(release, readFrom(began), timeout);
            return AS_ASKED;
        }
        Optional<Ending> ending = ear.untilEnd(sought(began), began, readFrom(began), timeout);
        if (!ending.equals(until)) {
            command.getErr().println(otherwise(ending));
        }
        return ending.map(end -> until.filter(end::equals).isPresent() ? AS_ASKED : OTHERWISE)
                .orElse(TOO_LATE);
    }

    private String otherwise(Optional<Ending> ending) {
        return "huidu: %s: %s, expected it to be %s"
                .formatted(
                        release.orElseThrow(),
                        ending.map(end -> "was " + end).orElse("has not ended in time"),
                        until.orElseThrow());
    }

    private void check() {
        if (until.isPresent() && release.isEmpty()) {
            throw wrong("--until needs --release: which one is waited for");
        }
        if (until.isEmpty() && (image.isPresent() || releaseId.isPresent())) {
            throw wrong("--image and --release-id need --until: they say which release is waited for");
        }
    }

    private KafkaSettings kafka() {
        // Where services run there are variables of theirs as well.
        Map<String, String> ours = new TreeMap<>(variables);
        ours.keySet().removeIf(name -> !name.startsWith("HUIDU_KAFKA_"));
        Environment environment = new Environment(ours);
        var settings = KafkaSettings.from(environment);
        environment.verify();
        return settings.get();
    }

    private Sought sought(Instant began) {
        return new Sought(release.orElseThrow(), releaseId, image, from.map(moment -> moment.before(began)));
    }

    private Instant readFrom(Instant began) {
        return from.map(moment -> moment.before(began)).orElseGet(() -> {
            if (releaseId.isPresent()) {
                return Instant.EPOCH;
            }
            return until.isPresent() ? began.minus(LOOK_BACK) : began;
        });
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
