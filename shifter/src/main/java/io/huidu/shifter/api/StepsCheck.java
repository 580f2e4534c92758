package io.huidu.shifter.api;

import io.huidu.events.Weight;
import io.huidu.shifter.rollout.AnalysisSettings;
import io.huidu.shifter.rollout.Step;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of {@link SpecCheck} that reads {@code spec.steps}. */
record StepsCheck(Problems problems, Traffic traffic, AnalysisSettings analysis) {

    private static final int MOST_STEPS = 50;
    private static final Step LAST = new Step(Weight.ALL, Duration.ZERO, Step.Exit.ON_VERDICT);
    private static final Map<String, Step.Exit> GATES = Map.of("approval", Step.Exit.ON_APPROVAL);

    List<Step> read(@Nullable List<CanaryReleaseSpec.Step> given) {
        List<CanaryReleaseSpec.Step> steps = given == null ? List.of() : given;
        problems.expect(!steps.isEmpty() && steps.size() <= MOST_STEPS, "spec.steps", steps.size(), "1 to 50 steps");
        List<Step> read = new ArrayList<>();
        Routing before = Routing.NOTHING;
        for (int i = 0; i < steps.size(); i++) {
            String path = "spec.steps[%d]".formatted(i);
            CanaryReleaseSpec.Step step = problems.known(path, steps.get(i));
            before = routing(path, step, before);
            read.add(step(path, step, before));
        }
        if (!before.weight().equals(Weight.ALL)) {
            read.add(LAST);
        }
        return read;
    }

    private Step step(String path, CanaryReleaseSpec.Step step, Routing routing) {
        CanaryReleaseSpec.Pause pause = step.pause == null ? null : problems.known(path + ".pause", step.pause);
        return new Step(
                routing,
                problems.duration(path + ".minDuration", step.minDuration, Duration.ZERO, Duration.ZERO),
                exit(path, step),
                pause == null || pause.duration == null
                        ? Optional.empty()
                        : Optional.of(problems.duration(
                                path + ".pause.duration", pause.duration, Duration.ZERO, Duration.ofSeconds(1))),
                Optional.ofNullable(step.analysis)
                        .map(given -> new AnalysisCheck(problems).read(path + ".analysis", given, analysis)));
    }

    private Step.Exit exit(String path, CanaryReleaseSpec.Step step) {
        if (step.gate != null) {
            problems.expect(step.pause == null, path + ".pause", "a pause", "none beside a gate");
            return problems.choice(path + ".gate", step.gate, null, GATES, Step.Exit.ON_APPROVAL);
        }
        return step.pause == null ? Step.Exit.ON_VERDICT : Step.Exit.ON_RESUME;
    }

    // What it gives

    private Routing routing(String path, CanaryReleaseSpec.Step step, Routing before) {
        int problemsBefore = problems.found().size();
        boolean something = step.weight != null || step.mirror != null || step.match != null;
        problems.expect(something, path, "none", "at least one of weight, mirror and match");
        Weight mirror = step.mirror == null ? Weight.ZERO : percent(path + ".mirror", step.mirror, 1);
        List<Match> matches = new MatchCheck(problems).read(path + ".match", step.match);
        boolean plain = step.mirror == null && step.match == null;
        Weight weight = step.weight == null
                ? before.weight()
                : weight(path + ".weight", step.weight, before.weight(), plain && before.isPlain());
        Routing routing = weight.equals(Weight.ALL) ? all(path, plain) : new Routing(weight, matches, mirror);
        boolean told = !something || (plain && before.isPlain());
        problems.expect(told || !routing.equals(before), path, routing, "something else than the step before");
        if (problems.found().size() == problemsBefore) {
            traffic.ability()
                    .problems(routing)
                    .forEach(p -> problems.expect(false, path + "." + p.field(), p.got(), p.expected()));
        }
        return routing.equals(Routing.NOTHING) ? Routing.of(Weight.of(1)) : routing;
    }

    private Routing all(String path, boolean plain) {
        problems.expect(plain, path, "100 beside a mirror or a match", "nothing beside a weight of 100");
        return Routing.EVERYTHING;
    }

    /** Beside matches or mirrors that come or go the weight may stay. */
    private Weight weight(String path, int weight, Weight before, boolean mustRise) {
        int least = Math.min(100, before.percent() + (mustRise ? 1 : 0));
        if (before.equals(Weight.ALL) || weight < least || weight > 100) {
            String expected = weight < 1 || weight > 100
                    ? "1 to 100"
                    : mustRise
                            ? "more than %d, the step before".formatted(before.percent())
                            : "at least %d, as in the step before".formatted(before.percent());
            problems.expect(false, path, weight, expected);
            return Weight.of(least);
        }
        return Weight.of(weight);
    }

    private Weight percent(String path, int value, int least) {
        problems.expect(value >= least && value <= 100, path, value, "%d to 100".formatted(least));
        return Weight.of(Math.clamp(value, least, 100));
    }
}
