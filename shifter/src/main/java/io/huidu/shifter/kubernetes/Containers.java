package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.huidu.events.Reason;
import io.huidu.shifter.rollout.Workload.Trouble;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the containers of a pod complain about, by the kubelet's words in {@code state.waiting.reason} and how they ended
 * last.
 */
final class Containers {

    /** A second end is no accident. Between two of them a container runs for a moment, and is in a crash loop still. */
    private static final int RESTARTS = 2;

    private Containers() {}

    /** The first complaint, init containers before the others: these wait for those. */
    static Optional<Trouble> trouble(PodStatus status) {
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
                .filter(container -> !Boolean.TRUE.equals(container.getReady()))
                .flatMap(container -> trouble(container).stream())
                .findFirst();
    }

    private static Optional<Trouble> trouble(ContainerStatus container) {
        return waiting(container)
                .flatMap(waiting -> reason(waiting).map(reason -> trouble(reason, container, waiting)))
                .or(() -> crashing(container));
    }

    private static Optional<ContainerStateWaiting> waiting(ContainerStatus container) {
        return Optional.ofNullable(container.getState()).map(ContainerState::getWaiting);
    }

    private static Optional<Reason> reason(ContainerStateWaiting waiting) {
        return switch (Objects.requireNonNullElse(waiting.getReason(), "")) {
            case "ErrImagePull",
                    "ImagePullBackOff",
                    "InvalidImageName",
                    "ErrImageNeverPull",
                    "ImageInspectError",
                    "RegistryUnavailable" -> Optional.of(Reason.IMAGE_PULL_FAILED);
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                Optional.of(Reason.CONTAINER_NOT_CREATED);
            case "CrashLoopBackOff" -> Optional.of(Reason.CRASH_LOOP);
            default -> Optional.empty();
        };
    }

    private static Trouble trouble(Reason reason, ContainerStatus container, ContainerStateWaiting waiting) {
        String message = Stream.of(
                        Optional.of(waiting.getReason()),
                        Optional.ofNullable(waiting.getMessage()),
                        lastEnd(container).map(Containers::inWords))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(": "));
        return new Trouble(reason, "container %s: %s".formatted(container.getName(), message));
    }

    private static Optional<Trouble> crashing(ContainerStatus container) {
        return lastEnd(container)
                .filter(end -> Objects.requireNonNullElse(container.getRestartCount(), 0) >= RESTARTS)
                .map(end -> new Trouble(
                        Reason.CRASH_LOOP,
                        "container %s: restarted %d times: %s"
                                .formatted(container.getName(), container.getRestartCount(), inWords(end))));
    }

    private static Optional<ContainerStateTerminated> lastEnd(ContainerStatus container) {
        return Optional.ofNullable(container.getLastState()).map(ContainerState::getTerminated);
    }

    private static String inWords(ContainerStateTerminated end) {
        String message = Objects.requireNonNullElse(end.getMessage(), "").strip();
        return "it ended with exit code %d (%s)%s"
                .formatted(end.getExitCode(), end.getReason(), message.isEmpty() ? "" : ": " + message);
    }
}
