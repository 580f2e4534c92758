package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.Command;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.command.CommandHandler.Answer;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Function;

/** Finds the resource that a command is about, and finds it again when somebody else has written it meanwhile. */
final class CommandedReleases {

    private static final int ATTEMPTS = 5;

    private final Cluster cluster;

    CommandedReleases(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Has a command obeyed on its resource.
     *
     * @param write reads what the command means for the resource, and writes it with the {@code resourceVersion} found
     * @throws KubernetesClientException the last conflict, or whatever else the API server answers
     */
    Answer obey(Command command, Function<CanaryRelease, Answer> write) {
        for (int attempt = 1; ; attempt++) {
            try {
                return find(command)
                        .map(write)
                        .orElseGet(() -> new Answer.Refused("there is no CanaryRelease " + command.release()));
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Optional<CanaryRelease> find(Command command) {
        return cluster.find(
                CanaryRelease.class,
                command.release().namespace(),
                command.release().name());
    }
}
