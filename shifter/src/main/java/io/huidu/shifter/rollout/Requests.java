package io.huidu.shifter.rollout;

import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Release.Request;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the analyzer is asked, and by which id its answer is known. */
final class Requests {

    private Requests() {}

    /** The first request of a step. */
    static Request ofStep(Run run, int step, String settings) {
        return new Request(run.id() + "/" + step, 0, settings);
    }

    /** The request that takes the place of one whose settings are outdated. */
    static Request revised(Release release, String settings) {
        int revision = release.request().revision() + 1;
        return new Request(
                "%s/%d.%d"
                        .formatted(
                                release.run().id(),
                                release.exposures().getLast().step(),
                                revision),
                revision,
                settings);
    }

    /** Everything that a verdict on {@code stage} depends on besides the exposures, in a few characters. */
    static String fingerprint(ReleaseSpec spec, Stage stage) {
        String labels = spec.versions().stream()
                .map(v -> v.name() + new TreeMap<>(v.labels()))
                .collect(Collectors.joining());
        String next = spec.next(stage)
                .map(Stage::routing)
                .map(r -> r + r.matches().toString())
                .orElse("");
        String nextWeight = spec.nextWeight(stage).map(Weight::toString).orElse("");
        return Integer.toHexString((plan(spec, stage) + next + nextWeight + labels).hashCode());
    }

    static AnalysisWanted wanted(Case given) {
        return given.memory()
                .release()
                .filter(r -> r.ending().isEmpty() && !r.exposures().isEmpty())
                .map(r -> wanted(given.resource(), r))
                .orElseGet(AnalysisWanted.None::new);
    }

    private static AnalysisWanted wanted(Resource resource, Release release) {
        return switch (resource.checked()) {
            case Checked.Valid(ReleaseSpec spec)
            when fingerprint(spec, release.reached()).equals(release.request().settings()) ->
                new AnalysisWanted.Wanted(request(resource, spec, release));
            case Checked.Valid outdated -> new AnalysisWanted.AsBefore();
            case Checked.Invalid invalid -> new AnalysisWanted.AsBefore();
        };
    }

    private static AnalysisRequested request(Resource resource, ReleaseSpec spec, Release release) {
        Run run = release.run();
        return new AnalysisRequested(
                resource.key(),
                run.id(),
                release.request().id(),
                today(spec, run.from()),
                today(spec, run.to()),
                release.exposures(),
                spec.nextWeight(release.reached()),
                plan(spec, release.reached()));
    }

    /** With the labels that the spec names now. */
    private static Version today(ReleaseSpec spec, Version version) {
        return spec.version(version.name()).orElse(version);
    }

    private static AnalysisPlan plan(ReleaseSpec spec, Stage stage) {
        return spec.analysis(stage)
                .plan(spec.current(stage).map(Step::minDuration).orElse(Duration.ZERO));
    }
}
