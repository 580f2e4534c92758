package io.huidu.shifter.api;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.huidu.events.Exposure;
import io.huidu.events.Missing;
import io.huidu.events.ShownNumber;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Condition;
import io.huidu.shifter.rollout.Config;
import io.huidu.shifter.rollout.Ending;
import io.huidu.shifter.rollout.Face;
import io.huidu.shifter.rollout.Held;
import io.huidu.shifter.rollout.Latch;
import io.huidu.shifter.rollout.Memory;
import io.huidu.shifter.rollout.Past;
import io.huidu.shifter.rollout.Release;
import io.huidu.shifter.rollout.Run;
import io.huidu.shifter.rollout.Status;
import io.huidu.shifter.rollout.WayBack;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From a status to its JSON. {@link StatusReading} is the way back. */
final class StatusWriting {

    private StatusWriting() {}

    static CanaryReleaseStatus write(Status status) {
        CanaryReleaseStatus json = new CanaryReleaseStatus();
        Memory memory = status.memory();
        json.serving = memory.serving().orElse(null);
        json.releases = memory.releases();
        json.release = memory.release().map(StatusWriting::release).orElse(null);
        json.failed = memory.latch().map(StatusWriting::failed).orElse(null);
        json.wayBack = memory.wayBack().map(StatusWriting::wayBack).orElse(null);
        json.history = memory.history().stream().map(StatusWriting::past).toList();
        json.untold = status.untold().isEmpty()
                ? null
                : status.untold().stream().map(UntoldJson::write).toList();
        status.face().ifPresent(face -> show(face, json));
        return json;
    }

    private static void show(Face face, CanaryReleaseStatus json) {
        json.observedGeneration = face.generation();
        json.phase = Words.write(face.phase());
        json.reason = face.reason().toString();
        json.message = face.message();
        json.weight = face.weight().map(StatusWriting::shares).orElse(null);
        json.verdict = face.verdict().map(StatusWriting::verdict).orElse(null);
        json.conditions =
                face.conditions().stream().map(StatusWriting::condition).toList();
        if (json.release != null && json.release.step != null) {
            json.release.steps = face.steps();
            json.step = "%d/%d".formatted(json.release.step + 1, face.steps());
        }
    }

    private static CanaryReleaseStatus.Shares shares(Face.Shares shares) {
        CanaryReleaseStatus.Shares json = new CanaryReleaseStatus.Shares();
        json.asked = shares.asked().percent();
        json.observed = shares.observed().map(Weight::percent).orElse(null);
        return json;
    }

    private static CanaryReleaseStatus.Verdict verdict(Face.Opinion opinion) {
        CanaryReleaseStatus.Verdict json = new CanaryReleaseStatus.Verdict();
        json.verdict = Words.write(opinion.verdict());
        json.reason = opinion.reason().toString();
        json.message = opinion.message();
        json.windowEnd = opinion.windowEnd().toString();
        json.missingRequests = opinion.missing().map(Missing::canaryRequests).orElse(null);
        json.expectedAt = opinion.missing()
                .flatMap(Missing::expectedAt)
                .map(Instant::toString)
                .orElse(null);
        json.metrics = opinion.metrics().isEmpty()
                ? null
                : opinion.metrics().stream().map(StatusWriting::metric).toList();
        json.logE = opinion.logE().orElse(null);
        json.bound = opinion.bound().orElse(null);
        json.shown = opinion.shown().isEmpty()
                ? null
                : opinion.shown().stream().map(StatusWriting::shown).toList();
        return json;
    }

    private static CanaryReleaseStatus.Shown shown(ShownNumber number) {
        CanaryReleaseStatus.Shown json = new CanaryReleaseStatus.Shown();
        json.name = number.name();
        json.baseline = number.baseline().orElse(null);
        json.canary = number.canary().orElse(null);
        return json;
    }

    private static CanaryReleaseStatus.Metric metric(Face.MetricOpinion opinion) {
        CanaryReleaseStatus.Metric json = new CanaryReleaseStatus.Metric();
        json.name = opinion.metric();
        json.relativeRisk = opinion.relativeRisk().orElse(null);
        json.detectableRisk = opinion.detectableRisk().orElse(null);
        json.missingRequests = opinion.missingRequests().orElse(null);
        return json;
    }

    private static io.fabric8.kubernetes.api.model.Condition condition(Condition condition) {
        return new ConditionBuilder()
                .withType(Words.write(condition.type()))
                .withStatus(Words.write(condition.state()))
                .withReason(condition.reason().toString())
                .withMessage(condition.message())
                .withLastTransitionTime(condition.lastTransition().toString())
                .withObservedGeneration(condition.observedGeneration())
                .build();
    }

    private static CanaryReleaseStatus.Release release(Release release) {
        CanaryReleaseStatus.Release json = new CanaryReleaseStatus.Release();
        run(release.run(), json);
        json.step = release.step();
        json.asked = release.asked().percent();
        json.target = Stages.write(release.target());
        json.reached = Stages.write(release.reached());
        json.askedAt = release.askedAt().toString();
        json.requestId = release.request().id();
        json.requestRevision = release.request().revision();
        json.settings = release.request().settings();
        json.exposures =
                release.exposures().stream().map(StatusWriting::exposure).toList();
        json.progressSince = release.progressSince().toString();
        json.held = release.held().map(StatusWriting::held).orElse(null);
        json.ending = release.ending().map(StatusWriting::ending).orElse(null);
        return json;
    }

    private static void run(Run run, CanaryReleaseStatus.Run json) {
        json.id = run.id();
        json.number = run.number();
        json.from = end(run.from());
        json.to = end(run.to());
        json.traffic = TrafficJson.write(run.traffic());
        json.targetRevision = run.revision();
        json.targetConfig = digests(run.config());
        json.startedAt = run.startedAt().toString();
    }

    private static @Nullable Map<String, String> digests(Config config) {
        return config.digests().isEmpty() ? null : new TreeMap<>(config.digests());
    }

    private static CanaryReleaseStatus.WayBack wayBack(WayBack back) {
        CanaryReleaseStatus.WayBack json = new CanaryReleaseStatus.WayBack();
        run(back.run(), json);
        json.fromRevision = back.revision();
        json.since = back.since().toString();
        return json;
    }

    private static CanaryReleaseStatus.End end(Version version) {
        CanaryReleaseStatus.End json = new CanaryReleaseStatus.End();
        json.name = version.name();
        json.deployment = version.workload();
        json.service = version.service();
        json.metricLabels = version.labels().isEmpty() ? null : version.labels();
        return json;
    }

    private static CanaryReleaseStatus.Exposure exposure(Exposure exposure) {
        CanaryReleaseStatus.Exposure json = new CanaryReleaseStatus.Exposure();
        json.step = exposure.step();
        json.weight = exposure.weight().percent();
        json.from = exposure.from().toString();
        json.warmUntil = exposure.warmUntil().toString();
        json.share = Words.write(exposure.share());
        return json;
    }

    private static CanaryReleaseStatus.Held held(Held held) {
        CanaryReleaseStatus.Held json = new CanaryReleaseStatus.Held();
        json.kind = Words.write(held.kind());
        json.reason = held.reason().toString();
        json.since = held.since().toString();
        return json;
    }

    private static CanaryReleaseStatus.Ending ending(Ending ending) {
        CanaryReleaseStatus.Ending json = new CanaryReleaseStatus.Ending();
        json.outcome = Words.write(ending.outcome());
        json.reason = ending.reason().toString();
        json.message = ending.message();
        json.at = ending.at().toString();
        json.retry = ending.retry().orElse(null);
        return json;
    }

    private static CanaryReleaseStatus.Failed failed(Latch latch) {
        CanaryReleaseStatus.Failed json = new CanaryReleaseStatus.Failed();
        json.version = latch.version();
        json.revision = latch.revision();
        json.config = digests(latch.config());
        json.retry = latch.retry().orElse(null);
        json.reason = latch.reason().toString();
        json.message = latch.message();
        json.at = latch.at().toString();
        return json;
    }

    private static CanaryReleaseStatus.Past past(Past past) {
        CanaryReleaseStatus.Past json = new CanaryReleaseStatus.Past();
        json.id = past.id();
        json.from = past.from();
        json.to = past.to();
        json.outcome = Words.write(past.outcome());
        json.reason = past.reason().toString();
        json.message = past.message();
        json.startedAt = past.startedAt().toString();
        json.endedAt = past.endedAt().toString();
        json.finalWeight = past.reached().percent();
        return json;
    }
}
