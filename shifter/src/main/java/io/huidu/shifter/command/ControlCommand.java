package io.huidu.shifter.command;

import io.huidu.events.Command;
import io.huidu.events.EventType;
import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.Resources;
import io.huidu.shifter.command.CommandHandler.Answer;
import io.huidu.shifter.rollout.Release;
import io.huidu.shifter.rollout.Resource;
import io.huidu.shifter.rollout.Run;
import io.huidu.shifter.rollout.Wish;
import io.huidu.shifter.rollout.Wish.Ask;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the commands that steer a release mean for its resource: the annotations that {@code kubectl} would write, and
 * {@code spec.paused}. The command is noted beside them, so that Kubernetes holds the truth, that the same command does
 * nothing twice, and that an older one never undoes a newer one.
 */
public final class ControlCommand {

    /** The commands that are read here. */
    public static final Set<EventType> TYPES = Set.of(
            EventType.COMMAND_PAUSE,
            EventType.COMMAND_RESUME,
            EventType.COMMAND_PROMOTE,
            EventType.COMMAND_ROLLBACK,
            EventType.COMMAND_RETRY,
            EventType.COMMAND_APPROVE,
            EventType.COMMAND_SKIP,
            EventType.COMMAND_JUMP,
            EventType.COMMAND_SET_WEIGHT,
            EventType.COMMAND_FREEZE);

    /** When the last command was asked, by whom, and why. */
    public static final String ANNOTATION = CanaryRelease.GROUP + "/command";

    /** What is to be written, or why nothing is. */
    public sealed interface Meaning {

        /**
         * To be written.
         *
         * @param annotations with their new values; empty to take one away
         * @param paused the new {@code spec.paused}; empty to leave it
         */
        record Write(TreeMap<String, Optional<String>> annotations, Optional<Boolean> paused) implements Meaning {}

        /** Nothing to write. */
        record Not(Answer answer) implements Meaning {}
    }

    private final Command command;
    private final Asked asked;
    private final Optional<Release> running;
    private final Optional<Run> returnable;
    private final TreeMap<String, Optional<String>> annotations = new TreeMap<>();

    private ControlCommand(Command command, Asked asked, Resource resource, Instant now) {
        this.command = command;
        this.asked = asked;
        this.running = resource.status().memory().release();
        this.returnable = resource.returnable(now);
    }

    /** Reads a command of one of the {@link #TYPES}. */
    public static Meaning of(Command command, Asked asked, CanaryRelease release, Instant now) {
        String note = "%s %s: %s %s"
                .formatted(asked.at(), command.actor(), command.type().type(), command.reason());
        return new CommandNote(ANNOTATION, note)
                .overtaken(asked, release, now)
                .<Meaning>map(Meaning.Not::new)
                .orElseGet(() -> new ControlCommand(command, asked, Resources.read(release), now).meaning(note));
    }

    private Meaning meaning(String note) {
        annotations.put(ANNOTATION, Optional.of(note));
        return switch (command.type()) {
            case COMMAND_PAUSE -> write(Optional.of(true));
            case COMMAND_RESUME -> resume();
            case COMMAND_RETRY -> {
                annotations.put(
                        CanaryRelease.RETRY_ANNOTATION,
                        Optional.of(wish(asked.at().toString())));
                yield write(Optional.empty());
            }
            case COMMAND_SET_WEIGHT -> {
                ask(Ask.WEIGHT, "" + command.weight().map(Weight::percent).orElseThrow());
                yield write(Optional.empty());
            }
            case COMMAND_FREEZE -> {
                ask(Ask.FREEZE, "all");
                yield write(Optional.empty());
            }
            case COMMAND_PROMOTE ->
                ofRunning(Ask.PROMOTE, release -> release.run().id());
            case COMMAND_ROLLBACK -> rollback();
            case COMMAND_SKIP ->
                ofRunning(Ask.SKIP, release -> release.request().id());
            case COMMAND_JUMP ->
                ofRunning(
                        Ask.JUMP,
                        release -> release.request().id() + "@" + command.step().orElseThrow());
            case COMMAND_APPROVE ->
                ofRunning(Ask.APPROVE, release -> release.request().id());
            default ->
                throw new IllegalArgumentException(
                        "type: got '%s', expected one of %s".formatted(command.type(), TYPES));
        };
    }

    /** Whatever a person holds goes on. */
    private Meaning resume() {
        running.ifPresent(release -> ask(Ask.RESUME, release.request().id()));
        annotations.put(CanaryRelease.annotation(Ask.WEIGHT), Optional.empty());
        annotations.put(CanaryRelease.annotation(Ask.FREEZE), Optional.empty());
        return write(Optional.of(false));
    }

    /** Of what runs or, within its window, of what was promoted. */
    private Meaning rollback() {
        return running.map(Release::run)
                .or(() -> returnable)
                .map(run -> of(run, Ask.ROLLBACK, run.id()))
                .orElseGet(ControlCommand::nothingRuns);
    }

    private Meaning ofRunning(Ask ask, Function<Release, String> what) {
        return running.map(release -> of(release.run(), ask, what.apply(release)))
                .orElseGet(ControlCommand::nothingRuns);
    }

    private static Meaning nothingRuns() {
        return new Meaning.Not(new Answer.Refused("no release runs"));
    }

    private Meaning of(Run run, Ask ask, String what) {
        if (asked.at().isBefore(run.startedAt())) {
            return new Meaning.Not(
                    new Answer.Nothing("it is older than the release, which started at " + run.startedAt()));
        }
        ask(ask, what);
        return write(Optional.empty());
    }

    private void ask(Ask ask, String what) {
        annotations.put(CanaryRelease.annotation(ask), Optional.of(wish(what)));
    }

    private String wish(String what) {
        return new Wish(what, command.actor(), command.reason(), Optional.of(asked.id())).text();
    }

    private Meaning write(Optional<Boolean> paused) {
        return new Meaning.Write(annotations, paused);
    }
}
