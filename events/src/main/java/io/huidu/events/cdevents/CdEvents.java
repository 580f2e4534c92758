package io.huidu.events.cdevents;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Command;
import io.huidu.events.CommandRefused;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.ReleaseState;
import io.huidu.events.Weight;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says what happens to a release as CDEvents, specification 0.3. What it has words for gets them: a version that begins
 * to be released is {@code service.deployed}, one that has all traffic {@code service.upgraded}, one that was rolled
 * back {@code service.rolledback} with the version that serves again, and a verdict to roll back {@code
 * incident.detected}. The rest are custom events, {@code dev.cdeventsx.huidu-release.…}, and a step that waits for an
 * approval is {@code dev.cdeventsx.huidu-approval.created}, as 0.3 has no approvals.
 *
 * <p>One event of ours is at most one CDEvent with the same id, so a redelivery is told as such. Requests, commands,
 * refusals and verdicts that let a release go on are none: what comes of them is.
 *
 * <p>The environment is the namespace, the service {@code namespace/name} of the resource, and the artifact a package
 * URL of the type generic, since a version has a name before it has an image.
 */
public final class CdEvents {

    /** The specification whose schemas are followed. */
    public static final String SPECIFICATION = "0.3.0";

    private static final String SOURCE = "/huidu/cdevents";
    private static final String SERVICE = "service";
    private static final String SERVICE_VERSION = "0.1.1";
    private static final String INCIDENT = "incident";
    private static final String INCIDENT_VERSION = "0.1.0";
    private static final String CUSTOM_VERSION = "0.1.0";

    /** How a change of a release is said, by its type. */
    private static final Map<EventType, Words> OF_CHANGES = new EnumMap<>(Map.of(
            EventType.RELEASE_STARTED, (envelope, state) -> service(envelope, "deployed", state, state.to()),
            EventType.RELEASE_PROMOTED, (envelope, state) -> service(envelope, "upgraded", state, state.to()),
            EventType.RELEASE_ROLLED_BACK, (envelope, state) -> service(envelope, "rolledback", state, state.from()),
            EventType.RELEASE_STEP_ENTERED, (envelope, state) -> release(envelope, "stepentered", state),
            EventType.RELEASE_WEIGHT_SHIFTED, (envelope, state) -> release(envelope, "weightshifted", state),
            EventType.RELEASE_HELD, (envelope, state) -> release(envelope, "held", state),
            EventType.RELEASE_PAUSED,
                    (envelope, state) -> state.reason() == Reason.AWAITING_APPROVAL
                            ? custom(envelope, "approval", "created", state)
                            : release(envelope, "paused", state),
            EventType.RELEASE_RESUMED, (envelope, state) -> release(envelope, "resumed", state),
            EventType.RELEASE_ABORTED, (envelope, state) -> release(envelope, "aborted", state)));

    private interface Words {
        CdEvent of(Envelope envelope, ReleaseState state);
    }

    private CdEvents() {}

    /** Whether {@link #of} has something to say of events of a type. */
    public static boolean tells(EventType type) {
        return type == EventType.ANALYSIS_ROLLBACK || OF_CHANGES.containsKey(type);
    }

    /** The CDEvent that says the same; empty when none does. */
    public static Optional<CdEvent> of(Envelope envelope) {
        if (!tells(envelope.type())) {
            return Optional.empty();
        }
        return switch (envelope.event()) {
            case ReleaseChanged changed ->
                Optional.ofNullable(OF_CHANGES.get(changed.type())).map(words -> words.of(envelope, changed.state()));
            case AnalysisJudged judged -> Optional.of(incident(envelope, judged.judgement()));
            case AnalysisRequested requested -> Optional.empty();
            case Command command -> Optional.empty();
            case CommandRefused refused -> Optional.empty();
        };
    }

    private static CdEvent service(Envelope envelope, String predicate, ReleaseState state, String version) {
        return new CdEvent(
                context(envelope, "dev.cdevents.service.%s.%s".formatted(predicate, SERVICE_VERSION)),
                new CdEvent.Subject(
                        state.release().toString(),
                        SERVICE,
                        Map.of("environment", environment(state.release()), "artifactId", artifact(state, version))),
                details(envelope, state));
    }

    private static CdEvent incident(Envelope envelope, Judgement judgement) {
        Map<String, Object> details = new TreeMap<>();
        details.put("huiduType", envelope.type().type());
        details.put("releaseId", judgement.releaseId());
        details.put("step", judgement.step());
        details.put("reason", judgement.reason().toString());
        return new CdEvent(
                context(envelope, "dev.cdevents.incident.detected." + INCIDENT_VERSION),
                new CdEvent.Subject(
                        envelope.id(),
                        INCIDENT,
                        Map.of(
                                "description",
                                judgement.message(),
                                "environment",
                                environment(judgement.release()),
                                "service",
                                Map.of("id", judgement.release().toString()))),
                details);
    }

    private static CdEvent release(Envelope envelope, String predicate, ReleaseState state) {
        return custom(envelope, "release", predicate, state);
    }

    private static CdEvent custom(Envelope envelope, String subject, String predicate, ReleaseState state) {
        return new CdEvent(
                context(envelope, "dev.cdeventsx.huidu-%s.%s.%s".formatted(subject, predicate, CUSTOM_VERSION)),
                new CdEvent.Subject(
                        state.releaseId(),
                        "huidu-" + subject,
                        Map.of(
                                "environment",
                                environment(state.release()),
                                "service",
                                Map.of("id", state.release().toString()),
                                "artifactId",
                                artifact(state, state.to()))),
                details(envelope, state));
    }

    private static CdEvent.Context context(Envelope envelope, String type) {
        return new CdEvent.Context(
                SPECIFICATION, envelope.id(), SOURCE, type, envelope.time().toString());
    }

    private static Map<String, Object> environment(ReleaseKey release) {
        return Map.of("id", release.namespace());
    }

    private static String artifact(ReleaseState state, String version) {
        return "pkg:generic/%s/%s@%s"
                .formatted(state.release().namespace(), state.release().name(), version);
    }

    private static Map<String, Object> details(Envelope envelope, ReleaseState state) {
        Map<String, Object> details = new TreeMap<>();
        details.put("huiduType", envelope.type().type());
        details.put("releaseId", state.releaseId());
        details.put("from", state.from());
        details.put("to", state.to());
        details.put("step", state.step());
        details.put("steps", state.steps());
        details.put("weightAsked", state.weightAsked().percent());
        state.weightObserved().map(Weight::percent).ifPresent(percent -> details.put("weightObserved", percent));
        details.put("reason", state.reason().toString());
        details.put("message", state.message());
        state.image().ifPresent(image -> details.put("image", image));
        return details;
    }
}
