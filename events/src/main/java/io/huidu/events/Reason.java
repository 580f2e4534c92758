package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * Why something is as it is: the one vocabulary of conditions, Kubernetes Events, CloudEvents and the console. The
 * written form is CamelCase, as Kubernetes asks of reasons.
 */
public enum Reason implements ReasonWord {
    // What the evidence says
    /** The canary fails more often than the baseline. */
    ERRORS_REGRESSED("ErrorsRegressed"),
    /** The canary is slower than the baseline. */
    LATENCY_REGRESSED("LatencyRegressed"),
    /** A number that a query tells is worse on the canary than on the baseline. */
    METRIC_REGRESSED("MetricRegressed"),
    /** The canary is shown not to be worse than the baseline by more than the margin. */
    NOT_INFERIOR("NotInferior"),
    /** What the canary could cost at the next weight is within the harm budget. */
    WITHIN_HARM_BUDGET("WithinHarmBudget"),
    /** More checks failed than the judge's rule allows. */
    CHECKS_FAILED("ChecksFailed"),
    /** All that the judge's rule asks for was passed. */
    CHECKS_PASSED("ChecksPassed"),
    /** The judge's rule asks for more checks. */
    CHECKS_PENDING("ChecksPending"),
    /** Neither harm nor its absence is shown yet. */
    NOT_ENOUGH_EVIDENCE("NotEnoughEvidence"),
    /** The canary has answered too few requests in this step. */
    NOT_ENOUGH_REQUESTS("NotEnoughRequests"),
    /** The step has not lasted long enough. */
    MINIMUM_DURATION("MinimumDuration"),

    // What is in the way of evidence
    /** The canary's pods are warming up. */
    WARMING_UP("WarmingUp"),
    /** Neither version has requests. */
    NO_TRAFFIC("NoTraffic"),
    /** The baseline has requests, the canary has none. */
    NO_CANARY_TRAFFIC("NoCanaryTraffic"),
    /** Prometheus has no fresh samples of these versions. */
    NO_DATA("NoData"),
    /** Prometheus doesn't answer. */
    PROMETHEUS_UNREACHABLE("PrometheusUnreachable"),
    /** The canary's share of the requests is not the weight that was asked for. */
    TRAFFIC_SHARE_OFF("TrafficShareOff"),
    /** No analyzer speaks of this step. */
    ANALYZER_SILENT("AnalyzerSilent"),
    /** Kafka can't be reached. */
    KAFKA_UNREACHABLE("KafkaUnreachable"),

    // What the release does
    /** The desired version serves; nothing to do. */
    SERVING("Serving"),
    /** A release has begun. */
    STARTED("Started"),
    /** A step has begun. */
    STEP_ENTERED("StepEntered"),
    /** The route was asked for another weight. */
    WEIGHT_SHIFTED("WeightShifted"),
    /** The weight is on the route, and verdicts are awaited. */
    ANALYZING("Analyzing"),
    /** The desired version has all traffic. */
    PROMOTED("Promoted"),
    /** {@code spec.paused} is set. */
    PAUSED("Paused"),
    /** The step waits for a resume. */
    AWAITING_RESUME("AwaitingResume"),
    /** The step waits for somebody's approval. */
    AWAITING_APPROVAL("AwaitingApproval"),
    /** {@code huidu.io/freeze} is set: no release starts, no weight rises. */
    FROZEN("Frozen"),
    /** A window of {@code spec.safety.freeze}: no release starts, no weight rises. */
    FREEZE_WINDOW("FreezeWindow"),
    /** Somebody set the weight by hand, and it stays there. */
    WEIGHT_SET("WeightSet"),
    /** Somebody ended a step without a verdict. */
    STEP_SKIPPED("StepSkipped"),
    /** Somebody sent the release to another step. */
    JUMPED("Jumped"),
    /** Somebody gave the version all traffic without a verdict. */
    PROMOTION_ASKED("PromotionAsked"),
    /** Somebody asked for the way back. */
    ROLLBACK_ASKED("RollbackAsked"),
    /** The version that served before serves again, within {@code safety.rollbackWindow} of the promotion. */
    WITHIN_ROLLBACK_WINDOW("WithinRollbackWindow"),
    /** A pause ended. */
    RESUMED("Resumed"),
    /** {@code spec.desired} was set back while the release ran. */
    DESIRED_CHANGED("DesiredChanged"),
    /** {@code spec.image} was changed while the release ran. */
    IMAGE_CHANGED("ImageChanged"),
    /** The idle version's Deployment was given the image that is to be released. */
    IMAGE_SET("ImageSet"),
    /** The desired version's workload was changed while the release ran. */
    WORKLOAD_CHANGED("WorkloadChanged"),
    /** The {@code CanaryRelease} was deleted while the release ran. */
    RESOURCE_DELETED("ResourceDeleted"),
    /** No usable data until the deadline. */
    NO_DATA_DEADLINE("NoDataDeadline"),
    /** No progress until the deadline. */
    PROGRESS_DEADLINE("ProgressDeadline"),
    /** The route is back at the version that served before. */
    ROLLED_BACK("RolledBack"),

    // What is as it should be, for conditions
    /** The resource has no problems. */
    VALID("Valid"),
    /** The route shows the weight that was asked for. */
    ROUTE_AS_ASKED("RouteAsAsked"),

    // What is in the way of the release
    /** The resource has problems; the message lists them all. */
    INVALID_SPEC("InvalidSpec"),
    /** {@code spec.imagePolicy} doesn't allow the image. */
    IMAGE_REFUSED("ImageRefused"),
    /** The idle version's Deployment can't be given the image, or somebody takes it away again. */
    IMAGE_NOT_SET("ImageNotSet"),
    /** A Deployment doesn't exist. */
    WORKLOAD_MISSING("WorkloadMissing"),
    /** A Deployment's pods are not ready. */
    WORKLOAD_NOT_READY("WorkloadNotReady"),
    /** A version has fewer replicas than its next weight needs. */
    SCALING_UP("ScalingUp"),
    /** As the pods are, the canary's would get, or get, more than the weight. */
    SHARE_TOO_LARGE("ShareTooLarge"),
    /** No node takes a pod. */
    POD_UNSCHEDULABLE("PodUnschedulable"),
    /** A container's image can't be had. */
    IMAGE_PULL_FAILED("ImagePullFailed"),
    /** A container can't be made, for example because a Secret that it names is missing. */
    CONTAINER_NOT_CREATED("ContainerNotCreated"),
    /** A container ends again and again. */
    CRASH_LOOP("CrashLoop"),
    /** A quota leaves no room for the pods. */
    QUOTA_EXCEEDED("QuotaExceeded"),
    /** The API server refuses the pods for another reason than a quota. */
    PODS_REFUSED("PodsRefused"),
    /** The routing object, or what it must name, doesn't exist. */
    ROUTE_MISSING("RouteMissing"),
    /** The route can't be read or written. */
    ROUTE_UNREACHABLE("RouteUnreachable"),
    /** The route doesn't show the weight that was asked for yet. */
    ROUTE_NOT_AS_ASKED("RouteNotAsAsked"),
    /** Somebody else keeps overwriting what Huidu writes to the route. */
    ROUTE_CONTESTED("RouteContested");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }

    /**
     * Reads the written form of one that is known.
     *
     * @throws IllegalArgumentException for any other
     */
    @JsonCreator
    public static Reason of(String text) {
        return ReasonWord.of(text)
                .known()
                .orElseThrow(() -> new IllegalArgumentException(
                        "reason: got '%s', expected one of %s".formatted(text, Arrays.toString(values()))));
    }
}
