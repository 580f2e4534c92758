package io.huidu.shifter.api;

import io.huidu.events.Version;
import io.huidu.shifter.rollout.AnalysisSettings;
import io.huidu.shifter.rollout.CapacitySettings;
import io.huidu.shifter.rollout.Checked;
import io.huidu.shifter.rollout.ImageWish;
import io.huidu.shifter.rollout.ReleaseSpec;
import io.huidu.shifter.rollout.ReleaseSpec.Hold;
import io.huidu.shifter.rollout.Safety;
import io.huidu.shifter.rollout.Step;
import io.huidu.shifter.rollout.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From JSON to a complete spec: the one place that fills in defaults, and that knows what the schema can't say.
 *
 * <p>What the schema does say is checked again: a schema may be older than the shifter.
 */
final class SpecCheck {

    private final Problems problems = new Problems();

    private SpecCheck() {}

    /** The complete spec, or everything that is wrong with it. */
    static Checked check(@Nullable CanaryReleaseSpec spec) {
        return new SpecCheck().read(spec);
    }

    private Checked read(@Nullable CanaryReleaseSpec given) {
        if (given == null) {
            return new Checked.Invalid(List.of("spec: got nothing, expected a spec"));
        }
        CanaryReleaseSpec spec = problems.known("spec", given);
        List<Version> versions = versions(spec.versions);
        Optional<ImageWish> image = new ImageCheck(problems).read(spec);
        String desired = desired(spec, versions);
        Traffic traffic = TrafficJson.read(problems, "spec.traffic", spec.traffic);
        AnalysisSettings analysis = new AnalysisCheck(problems).read(spec.analysis, traffic.shown());
        List<Step> steps = new StepsCheck(problems, traffic, analysis).read(spec.steps);
        Safety safety = safety(spec.safety, steps, analysis);
        CapacitySettings capacity = new CapacityCheck(problems).read(spec);
        Hold hold = Boolean.TRUE.equals(spec.paused) ? Hold.PAUSED : Hold.NONE;
        return problems.found().isEmpty()
                ? new Checked.Valid(
                        new ReleaseSpec(versions, desired, traffic, steps, analysis, safety, hold, image, capacity))
                : new Checked.Invalid(problems.found());
    }

    private List<Version> versions(@Nullable List<CanaryReleaseSpec.Version> given) {
        List<CanaryReleaseSpec.Version> versions = orEmpty(given);
        problems.expect(versions.size() == 2, "spec.versions", versions.size(), "exactly two versions");
        List<Version> read = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            String path = "spec.versions[%d]".formatted(i);
            Version version = version(path, problems.known(path, versions.get(i)));
            distinct(path, read, version);
            read.add(version);
        }
        return read;
    }

    private Version version(String path, CanaryReleaseSpec.Version version) {
        String deployment = problems.name(path + ".deployment", version.deployment);
        return new Version(
                problems.name(path + ".name", version.name),
                deployment,
                problems.name(path + ".service", version.service, deployment),
                version.metricLabels == null ? Map.of() : version.metricLabels);
    }

    private void distinct(String path, List<Version> others, Version version) {
        for (Version other : others) {
            String mine = "another than that of the other version";
            problems.expect(!other.name().equals(version.name()), path + ".name", version.name(), mine);
            problems.expect(
                    !other.workload().equals(version.workload()), path + ".deployment", version.workload(), mine);
            problems.expect(!other.service().equals(version.service()), path + ".service", version.service(), mine);
        }
    }

    private String desired(CanaryReleaseSpec spec, List<Version> versions) {
        List<String> names = versions.stream().map(Version::name).toList();
        String desired =
                spec.desired == null && spec.image != null && !names.isEmpty() ? names.getLast() : spec.desired;
        problems.expect(
                desired != null && names.contains(desired),
                "spec.desired",
                desired,
                "a name in spec.versions " + names);
        return desired == null ? "" : desired;
    }

    private Safety safety(CanaryReleaseSpec.@Nullable Safety given, List<Step> steps, AnalysisSettings analysis) {
        CanaryReleaseSpec.Safety safety =
                given == null ? new CanaryReleaseSpec.Safety() : problems.known("spec.safety", given);
        Duration second = Duration.ofSeconds(1);
        Safety byDefault = Safety.DEFAULT;
        Duration usual = byDefault.progressDeadline();
        Duration longest = steps.stream()
                .map(step -> step.analysis().orElse(analysis).expected(step.minDuration()))
                .reduce(Duration.ZERO, SpecCheck::longer);
        return new Safety(
                problems.duration(
                        "spec.safety.noDataDeadline", safety.noDataDeadline, byDefault.noDataDeadline(), second),
                problems.choice(
                        "spec.safety.onNoData",
                        safety.onNoData,
                        byDefault.onNoData(),
                        Map.of("hold", Safety.OnNoData.HOLD, "rollBack", Safety.OnNoData.ROLL_BACK),
                        byDefault.onNoData()),
                problems.duration(
                        "spec.safety.progressDeadline",
                        safety.progressDeadline,
                        longest.compareTo(usual) < 0 ? usual : longest.plus(usual),
                        longest.plus(second)),
                problems.duration(
                        "spec.safety.rollbackWindow", safety.rollbackWindow, byDefault.rollbackWindow(), Duration.ZERO),
                new FreezeCheck(problems).read(safety.freeze));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
