package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Command;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.command.Asked;
import io.huidu.shifter.command.CommandHandler;
import io.huidu.shifter.command.ReleaseCommand;
import io.huidu.shifter.command.ReleaseCommand.Meaning;
import java.time.InstantSource;
import java.util.Map;

/** Writes what {@code io.huidu.command.release.v1} asks for into the spec of its resource. */
public final class ApiReleaseCommands implements CommandHandler {

    private final Cluster cluster;
    private final CommandedReleases releases;
    private final InstantSource clock;

    public ApiReleaseCommands(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.releases = new CommandedReleases(cluster);
        this.clock = clock;
    }

    @Override
    public Answer obey(Command command, Asked asked) {
        return releases.obey(command, found -> switch (ReleaseCommand.of(command, asked, found, clock.instant())) {
            case Meaning.Not(Answer answer) -> answer;
            case Meaning.Write(Map<String, String> spec, String note) -> write(found, spec, note, asked);
        });
    }

    private Answer write(CanaryRelease release, Map<String, String> spec, String note, Asked asked) {
        Map<String, Object> metadata = Map.of(
                "resourceVersion",
                release.getMetadata().getResourceVersion(),
                "annotations",
                Map.of(
                        ReleaseCommand.ANNOTATION,
                        note,
                        CanaryRelease.SPEC_COMMAND_ANNOTATION,
                        asked.asAuthorOfNext(release)));
        cluster.merge(release, Serialization.asJson(Map.of("metadata", metadata, "spec", spec)));
        return new Answer.Done("spec " + spec);
    }
}
