package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.kubernetes.Autoscaler.Pause;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntBinaryOperator;

/**
 * Changes how many pods a Deployment has, together with its autoscaler.
 *
 * <p>What was found is noted on the Deployment before anything else is written, and the note goes last when things are
 * put back, so that a process which dies in between leaves nothing that can't be put back.
 */
final class Scaling {

    private final Cluster cluster;
    private final Autoscalers autoscalers;

    Scaling(Cluster cluster) {
        this.cluster = cluster;
        this.autoscalers = new Autoscalers(cluster);
    }

    void atLeast(Deployment deployment, int pods) {
        set(deployment, pods, Math::max);
    }

    void exactly(Deployment deployment, int pods) {
        set(deployment, pods, (found, wanted) -> wanted);
    }

    /**
     * Notes {@code pods}, and sets the replicas and the autoscaler's minimum.
     *
     * @param choice of what was found and what is wanted
     */
    private void set(Deployment deployment, int pods, IntBinaryOperator choice) {
        Optional<Autoscaler> autoscaler = autoscalers.of(deployment);
        int most = autoscaler.map(Autoscaler::most).orElse(Integer.MAX_VALUE);
        int reachable = Math.min(pods, most);
        Optional<ScaleNote> before = Notes.scale(deployment);
        Notes.write(
                deployment,
                new ScaleNote(
                        pods,
                        most,
                        before.map(ScaleNote::found)
                                .orElseGet(
                                        () -> autoscaler.map(Autoscaler::least).orElse(replicas(deployment))),
                        before.map(ScaleNote::replicas).orElse(replicas(deployment))));
        deployment.getSpec().setReplicas(choice.applyAsInt(replicas(deployment), reachable));
        cluster.update(deployment);
        autoscaler.ifPresent(found -> found.least(choice.applyAsInt(found.least(), reachable)));
        before.filter(note -> note.floor() == 0).ifPresent(emptied -> resume(deployment));
    }

    void free(Deployment deployment) {
        Notes.scale(deployment).ifPresent(note -> {
            putBack(deployment, note);
            Notes.forgetScale(deployment);
            cluster.update(deployment);
        });
    }

    void empty(Deployment deployment) {
        Optional<ScaleNote> before = Notes.scale(deployment);
        Optional<Autoscaler> autoscaler = autoscalers.of(deployment);
        int found = before.map(ScaleNote::found)
                .orElseGet(() -> autoscaler.map(Autoscaler::least).orElse(replicas(deployment)));
        before.ifPresent(note -> putBack(deployment, note));
        autoscalers.of(deployment).ifPresent(it -> it.pause(Pause.AT_ZERO));
        Notes.write(
                deployment,
                new ScaleNote(
                        0, autoscaler.map(Autoscaler::most).orElse(Integer.MAX_VALUE), found, replicas(deployment)));
        deployment.getSpec().setReplicas(0);
        cluster.update(deployment);
    }

    void restore(Deployment deployment) {
        Notes.scale(deployment).ifPresent(note -> {
            if (note.floor() == 0) {
                resume(deployment);
                giveBack(deployment, note.replicas());
            } else {
                putBack(deployment, note);
                if (replicas(deployment) == reachable(note)) {
                    giveBack(deployment, note.found());
                }
            }
            Notes.forgetScale(deployment);
            cluster.update(deployment);
        });
    }

    private static void giveBack(Deployment deployment, int pods) {
        deployment.getSpec().setReplicas(Math.max(replicas(deployment), pods));
    }

    private static int reachable(ScaleNote note) {
        return Math.min(note.floor(), note.most());
    }

    private void resume(Deployment deployment) {
        autoscalers.of(deployment).ifPresent(found -> found.pause(Pause.NONE));
    }

    /** Only what is still as it was written here: another value is somebody's later decision. */
    private void putBack(Deployment deployment, ScaleNote note) {
        autoscalers
                .of(deployment)
                .filter(found -> found.least() == reachable(note))
                .ifPresent(found -> found.least(note.found()));
    }

    private static int replicas(Deployment deployment) {
        return Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
    }
}
