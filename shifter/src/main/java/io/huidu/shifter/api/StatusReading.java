package io.huidu.shifter.api;

import io.huidu.events.Exposure;
import io.huidu.events.Missing;
import io.huidu.events.ShownNumber;
import io.huidu.events.Verdict;
import io.huidu.events.Version;
import io.huidu.shifter.rollout.Condition;
import io.huidu.shifter.rollout.Config;
import io.huidu.shifter.rollout.Ending;
import io.huidu.shifter.rollout.Face;
import io.huidu.shifter.rollout.Held;
import io.huidu.shifter.rollout.Latch;
import io.huidu.shifter.rollout.Memory;
import io.huidu.shifter.rollout.Outcome;
import io.huidu.shifter.rollout.Past;
import io.huidu.shifter.rollout.Phase;
import io.huidu.shifter.rollout.Release;
import io.huidu.shifter.rollout.Run;
import io.huidu.shifter.rollout.Status;
import io.huidu.shifter.rollout.Traffic;
import io.huidu.shifter.rollout.WayBack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the JSON of a status to the status. {@link StatusWriting} is the way there. */
final class StatusReading {

    private StatusReading() {}

    static Status read(CanaryReleaseStatus json) {
        return new Status(
                new Memory(
                        Optional.ofNullable(json.serving),
                        Optional.ofNullable(json.releases).orElse(0L),
                        Optional.ofNullable(json.release).map(StatusReading::release),
                        Optional.ofNullable(json.failed).map(StatusReading::latch),
                        Optional.ofNullable(json.wayBack).map(StatusReading::wayBack),
                        orEmpty(json.history).stream().map(StatusReading::past).toList()),
                json.phase == null ? Optional.empty() : Optional.of(face(json)),
                orEmpty(json.untold).stream().map(UntoldJson::read).toList());
    }

    private static Face face(CanaryReleaseStatus json) {
        return new Face(
                Optional.ofNullable(json.observedGeneration).orElse(0L),
                at("phase").word(Phase.class, json.phase),
                at("reason").reason(json.reason),
                at("message").get(json.message),
                Optional.ofNullable(json.release).map(r -> r.steps).orElse(0),
                Optional.ofNullable(json.weight).map(StatusReading::shares),
                Optional.ofNullable(json.verdict).map(StatusReading::opinion),
                orEmpty(json.conditions).stream().map(StatusReading::condition).toList());
    }

    private static Face.Shares shares(CanaryReleaseStatus.Shares json) {
        return new Face.Shares(
                at("weight.asked").weight(json.asked),
                Optional.ofNullable(json.observed).map(at("weight.observed")::weight));
    }

    private static Face.Opinion opinion(CanaryReleaseStatus.Verdict json) {
        return new Face.Opinion(
                at("verdict.verdict").word(Verdict.class, json.verdict),
                at("verdict.reason").reason(json.reason),
                at("verdict.message").get(json.message),
                at("verdict.windowEnd").time(json.windowEnd),
                Optional.ofNullable(json.missingRequests)
                        .map(requests -> new Missing(
                                requests, Optional.ofNullable(json.expectedAt).map(at("verdict.expectedAt")::time))),
                orEmpty(json.metrics).stream().map(StatusReading::opinion).toList(),
                Optional.ofNullable(json.logE),
                Optional.ofNullable(json.bound),
                orEmpty(json.shown).stream().map(StatusReading::shown).toList());
    }

    private static ShownNumber shown(CanaryReleaseStatus.Shown json) {
        return new ShownNumber(
                at("verdict.shown[].name").get(json.name),
                Optional.ofNullable(json.baseline),
                Optional.ofNullable(json.canary));
    }

    private static Face.MetricOpinion opinion(CanaryReleaseStatus.Metric json) {
        return new Face.MetricOpinion(
                at("verdict.metrics[].name").get(json.name),
                Optional.ofNullable(json.relativeRisk),
                Optional.ofNullable(json.detectableRisk),
                Optional.ofNullable(json.missingRequests));
    }

    private static Condition condition(io.fabric8.kubernetes.api.model.Condition json) {
        return new Condition(
                at("conditions[].type").word(Condition.Type.class, json.getType()),
                at("conditions[].status").word(Condition.State.class, json.getStatus()),
                at("conditions[].reason").reason(json.getReason()),
                Optional.ofNullable(json.getMessage()).orElse(""),
                at("conditions[].lastTransitionTime").time(json.getLastTransitionTime()),
                Optional.ofNullable(json.getObservedGeneration()).orElse(0L));
    }

    private static Release release(CanaryReleaseStatus.Release json) {
        return new Release(
                run("release", json),
                Stages.read("status.release.target", json.target),
                at("release.askedAt").time(json.askedAt),
                new Release.Request(
                        at("release.requestId").get(json.requestId),
                        at("release.requestRevision").get(json.requestRevision),
                        at("release.settings").get(json.settings)),
                Stages.read("status.release.reached", json.reached),
                orEmpty(json.exposures).stream().map(StatusReading::exposure).toList(),
                at("release.progressSince").time(json.progressSince),
                Optional.ofNullable(json.held).map(StatusReading::held),
                Optional.ofNullable(json.ending).map(StatusReading::ending));
    }

    private static Run run(String path, CanaryReleaseStatus.Run json) {
        return new Run(
                at(path + ".id").get(json.id),
                at(path + ".number").get(json.number),
                end(path + ".from", json.from),
                end(path + ".to", json.to),
                traffic(path + ".traffic", at(path + ".traffic").get(json.traffic)),
                at(path + ".targetRevision").get(json.targetRevision),
                config(json.targetConfig),
                at(path + ".startedAt").time(json.startedAt));
    }

    private static Config config(@Nullable Map<String, String> json) {
        return json == null ? Config.NONE : new Config(json);
    }

    private static WayBack wayBack(CanaryReleaseStatus.WayBack json) {
        return new WayBack(
                run("wayBack", json),
                at("wayBack.fromRevision").get(json.fromRevision),
                at("wayBack.since").time(json.since));
    }

    private static Version end(String path, CanaryReleaseStatus.@Nullable End json) {
        CanaryReleaseStatus.End end = at(path).get(json);
        return new Version(
                at(path + ".name").get(end.name),
                at(path + ".deployment").get(end.deployment),
                at(path + ".service").get(end.service),
                end.metricLabels == null ? Map.of() : end.metricLabels);
    }

    private static Traffic traffic(String path, CanaryReleaseSpec.Traffic json) {
        Problems problems = new Problems();
        Traffic traffic = TrafficJson.read(problems, path, json);
        problems.found().stream().findFirst().ifPresent(problem -> {
            throw new UnreadableStatusException(problem);
        });
        return traffic;
    }

    private static Exposure exposure(CanaryReleaseStatus.Exposure json) {
        return new Exposure(
                at("release.exposures[].step").get(json.step),
                at("release.exposures[].weight").weight(json.weight),
                at("release.exposures[].from").time(json.from),
                at("release.exposures[].warmUntil").time(json.warmUntil),
                at("release.exposures[].share").word(Exposure.Share.class, json.share));
    }

    private static Held held(CanaryReleaseStatus.Held json) {
        return new Held(
                at("release.held.kind").word(Held.Kind.class, json.kind),
                at("release.held.reason").reason(json.reason),
                at("release.held.since").time(json.since));
    }

    private static Ending ending(CanaryReleaseStatus.Ending json) {
        return new Ending(
                at("release.ending.outcome").word(Outcome.class, json.outcome),
                at("release.ending.reason").reason(json.reason),
                at("release.ending.message").get(json.message),
                at("release.ending.at").time(json.at),
                Optional.ofNullable(json.retry));
    }

    private static Latch latch(CanaryReleaseStatus.Failed json) {
        return new Latch(
                at("failed.version").get(json.version),
                at("failed.revision").get(json.revision),
                config(json.config),
                Optional.ofNullable(json.retry),
                at("failed.reason").reason(json.reason),
                at("failed.message").get(json.message),
                at("failed.at").time(json.at));
    }

    private static Past past(CanaryReleaseStatus.Past json) {
        return new Past(
                at("history[].id").get(json.id),
                at("history[].from").get(json.from),
                at("history[].to").get(json.to),
                at("history[].outcome").word(Outcome.class, json.outcome),
                at("history[].reason").reason(json.reason),
                at("history[].message").get(json.message),
                at("history[].startedAt").time(json.startedAt),
                at("history[].endedAt").time(json.endedAt),
                at("history[].finalWeight").weight(json.finalWeight));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Field at(String field) {
        return Field.of("status." + field);
    }
}
