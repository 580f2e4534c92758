package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import io.huidu.shifter.rollout.Situation.Idle;
import io.huidu.shifter.rollout.Workload.Container;
import io.huidu.shifter.rollout.WorkloadChange.SetImage;
import java.util.Optional;

/** Reads what {@code spec.image} asks for while no release runs; nothing once the desired version runs it. */
record ImageReading(Case given, ReleaseSpec spec) {

    Optional<Idle> situation() {
        return spec.image().filter(wish -> !wish.isRunBy(given.seen().stable())).flatMap(this::situation);
    }

    private Optional<Idle> situation(ImageWish wish) {
        Optional<String> refusal = wish.refusal();
        if (refusal.isPresent()) {
            return lacking(Reason.IMAGE_REFUSED, "spec.image: %s: %s".formatted(wish.image(), refusal.get()));
        }
        return given.seen().canary() instanceof Workload.Present idle ? situation(wish, idle) : Optional.empty();
    }

    private Optional<Idle> situation(ImageWish wish, Workload.Present idle) {
        Optional<Container> container = wish.container(idle);
        if (container.isEmpty()) {
            return lacking(
                    Reason.IMAGE_NOT_SET,
                    "spec.container: got '%s', expected a container of Deployment %s: %s"
                            .formatted(
                                    wish.container().orElse(""),
                                    idle.name(),
                                    idle.template().containers().stream()
                                            .map(Container::name)
                                            .toList()));
        }
        return container.filter(other -> !other.image().equals(wish.image())).flatMap(other -> due(wish, idle, other));
    }

    private Optional<Idle> due(ImageWish wish, Workload.Present idle, Container container) {
        Optional<Obstacle> stop = given.stop(spec);
        if (stop.isPresent()) {
            return stop.map(s -> new Idle.OnHold(s.reason(), s.message()));
        }
        if (idle.notes().imageTry().equals(Optional.of(attempt()))) {
            return lacking(
                    Reason.IMAGE_NOT_SET,
                    ("container %s of Deployment %s: got %s, expected %s; somebody else took it away again: "
                                    + "keep them from it, then change huidu.io/retry")
                            .formatted(container.name(), idle.name(), container.image(), wish.image()));
        }
        return Optional.of(new Idle.ImageDue(new SetImage(idle.name(), container.name(), wish.image(), attempt())));
    }

    /** One for each change of the spec, and each retry that a person asks for. */
    private String attempt() {
        Resource resource = given.resource();
        return "%s-%d%s"
                .formatted(
                        resource.uid().substring(0, 8),
                        resource.generation(),
                        resource.wishes().retry().map(retry -> "-" + retry).orElse(""));
    }

    private static Optional<Idle> lacking(Reason reason, String message) {
        return Optional.of(new Idle.Lacking(reason, message));
    }
}
