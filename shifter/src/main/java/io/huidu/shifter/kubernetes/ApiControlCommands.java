package io.huidu.shifter.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.events.Command;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.command.Asked;
import io.huidu.shifter.command.CommandHandler;
import io.huidu.shifter.command.ControlCommand;
import io.huidu.shifter.command.ControlCommand.Meaning;
import java.time.InstantSource;

/** Writes what the commands that steer a release ask for on its resource. */
public final class ApiControlCommands implements CommandHandler {

    private final Cluster cluster;
    private final CommandedReleases releases;
    private final InstantSource clock;

    public ApiControlCommands(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.releases = new CommandedReleases(cluster);
        this.clock = clock;
    }

    @Override
    public Answer obey(Command command, Asked asked) {
        return releases.obey(command, found -> switch (ControlCommand.of(command, asked, found, clock.instant())) {
            case Meaning.Not(Answer answer) -> answer;
            case Meaning.Write write -> write(found, write, asked);
        });
    }

    private Answer write(CanaryRelease release, Meaning.Write write, Asked asked) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata")
                .put("resourceVersion", release.getMetadata().getResourceVersion());
        ObjectNode annotations = metadata.putObject("annotations");
        write.annotations()
                .forEach((name, value) -> value.ifPresentOrElse(
                        text -> annotations.put(name, text), () -> takeAway(release, name, annotations)));
        if (write.paused().orElse(isPaused(release)) != isPaused(release)) {
            annotations.put(CanaryRelease.SPEC_COMMAND_ANNOTATION, asked.asAuthorOfNext(release));
        }
        write.paused().ifPresent(paused -> patch.putObject("spec").put("paused", paused));
        cluster.merge(release, patch.toString());
        return new Answer.Done("annotations %s, paused %s".formatted(write.annotations(), write.paused()));
    }

    private static boolean isPaused(CanaryRelease release) {
        return Boolean.TRUE.equals(release.getSpec().paused);
    }

    private static void takeAway(CanaryRelease release, String name, ObjectNode annotations) {
        if (release.getMetadata().getAnnotations() != null
                && release.getMetadata().getAnnotations().containsKey(name)) {
            annotations.putNull(name);
        }
    }
}
