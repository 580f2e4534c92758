package io.huidu.shifter.console.view;

import io.huidu.shifter.api.CanaryReleaseSpec;
import io.huidu.shifter.rollout.ReleaseSpec;
import io.huidu.shifter.rollout.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is wanted, as far as a person needs it to understand what happens. */
public record SpecView(
        List<VersionView> versions,
        Optional<RouteName> traffic,
        List<StepView> steps,
        Optional<AnalysisView> analysis,
        List<String> problems) {

    /** A version. */
    public record VersionView(String name, String deployment, Optional<String> service) {}

    /** The object that splits the traffic. */
    public record RouteName(String kind, String name) {

        /** Of the traffic that a spec asks for. */
        public static RouteName of(Traffic traffic) {
            String kind = switch (traffic) {
                case Traffic.Istio istio -> "VirtualService";
                case Traffic.HttpRoute route -> "HTTPRoute";
                case Traffic.GrpcRoute route -> "GRPCRoute";
                case Traffic.NginxIngress ingress -> "Ingress";
                case Traffic.KubernetesService service -> "Service";
            };
            return new RouteName(kind, traffic.route());
        }
    }

    /**
     * A step.
     *
     * @param number from 1
     * @param text the step on one line
     * @param state done, current or ahead
     */
    public record StepView(
            int number,
            Optional<Integer> weight,
            Optional<Integer> mirror,
            boolean match,
            boolean pause,
            Optional<String> gate,
            String text,
            String state) {}

    /** How the versions are compared. */
    public record AnalysisView(
            Optional<String> preset,
            Optional<String> interval,
            String judge,
            Optional<Double> falseRollbackProbability) {}

    /** Of a resource. */
    public static SpecView of(Reading of) {
        CanaryReleaseSpec spec = of.spec();
        List<CanaryReleaseSpec.Step> steps = of.steps();
        return new SpecView(
                Summary.list(spec.versions).stream().map(SpecView::version).toList(),
                of.checked().map(ReleaseSpec::traffic).map(RouteName::of),
                IntStream.range(0, steps.size())
                        .mapToObj(i -> step(i, steps.get(i), of))
                        .toList(),
                Optional.ofNullable(spec.analysis).map(SpecView::analysis),
                of.problems());
    }

    private static VersionView version(CanaryReleaseSpec.Version version) {
        return new VersionView(
                Summary.text(version.name).orElse(""),
                Summary.text(version.deployment).orElse(""),
                Summary.text(version.service));
    }

    private static StepView step(int index, CanaryReleaseSpec.Step step, Reading of) {
        String state = of.running().isEmpty() || index > of.step() ? "ahead" : index < of.step() ? "done" : "current";
        return new StepView(
                index + 1,
                Optional.ofNullable(step.weight),
                Optional.ofNullable(step.mirror),
                !Summary.list(step.match).isEmpty(),
                step.pause != null,
                Summary.text(step.gate),
                text(step),
                state);
    }

    private static String text(CanaryReleaseSpec.Step step) {
        List<String> parts = new ArrayList<>();
        Optional.ofNullable(step.weight).ifPresent(weight -> parts.add(weight + " %"));
        Optional.ofNullable(step.mirror).ifPresent(mirror -> parts.add("copies of %d %%".formatted(mirror)));
        if (!Summary.list(step.match).isEmpty()) {
            parts.add("requests that match");
        }
        Summary.text(step.minDuration).ifPresent(duration -> parts.add("at least " + duration));
        Optional.ofNullable(step.pause)
                .map(pause ->
                        Summary.text(pause.duration).map("pause of "::concat).orElse("until it is resumed"))
                .ifPresent(parts::add);
        Summary.text(step.gate).ifPresent(gate -> parts.add("with " + gate));
        return String.join(", ", parts);
    }

    private static AnalysisView analysis(CanaryReleaseSpec.Analysis analysis) {
        return new AnalysisView(
                Summary.text(analysis.preset),
                Summary.text(analysis.interval),
                Optional.ofNullable(analysis.judge).map(SpecView::judge).orElse("sequential"),
                Optional.ofNullable(analysis.falseRollbackProbability));
    }

    private static String judge(CanaryReleaseSpec.Judge judge) {
        return Stream.of(
                        Optional.ofNullable(judge.mannWhitney).map(chosen -> "mannWhitney"),
                        Optional.ofNullable(judge.threshold).map(chosen -> "threshold"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("sequential");
    }
}
