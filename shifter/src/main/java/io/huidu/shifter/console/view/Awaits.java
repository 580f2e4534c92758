package io.huidu.shifter.console.view;

import com.fasterxml.jackson.annotation.JsonValue;
import io.huidu.events.Reason;
import java.util.Locale;
import java.util.Optional;

/** What a release waits for. */
public enum Awaits {
    NOTHING,
    EVIDENCE,
    TIME,
    RESUME,
    APPROVAL,
    UNFREEZING,
    WEIGHT_RELEASE,
    PODS,
    ROUTE,
    DATA,
    SPEC;

    /** Of a resource. */
    static Awaits of(Reading of) {
        String phase = of.summary().phase().orElse("");
        if (phase.isEmpty() || phase.equals("Serving") || phase.equals("RolledBack")) {
            return NOTHING;
        }
        if (phase.equals("Invalid")) {
            return SPEC;
        }
        Awaits byReason = reason(of.summary()).map(Awaits::of).orElse(EVIDENCE);
        return phase.equals("RollingBack") && byReason == EVIDENCE ? ROUTE : byReason;
    }

    private static Optional<Reason> reason(Summary summary) {
        try {
            return summary.reason().map(Reason::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Awaits of(Reason reason) {
        return switch (reason) {
            case PAUSED, AWAITING_RESUME -> RESUME;
            case AWAITING_APPROVAL -> APPROVAL;
            case FROZEN, FREEZE_WINDOW -> UNFREEZING;
            case WEIGHT_SET -> WEIGHT_RELEASE;
            case MINIMUM_DURATION, WARMING_UP -> TIME;
            case NO_TRAFFIC,
                    NO_CANARY_TRAFFIC,
                    NO_DATA,
                    PROMETHEUS_UNREACHABLE,
                    TRAFFIC_SHARE_OFF,
                    ANALYZER_SILENT,
                    KAFKA_UNREACHABLE -> DATA;
            case WORKLOAD_MISSING,
                    WORKLOAD_NOT_READY,
                    SCALING_UP,
                    SHARE_TOO_LARGE,
                    POD_UNSCHEDULABLE,
                    IMAGE_PULL_FAILED,
                    CONTAINER_NOT_CREATED,
                    CRASH_LOOP,
                    QUOTA_EXCEEDED,
                    PODS_REFUSED,
                    IMAGE_NOT_SET,
                    IMAGE_SET -> PODS;
            case ROUTE_MISSING, ROUTE_UNREACHABLE, ROUTE_NOT_AS_ASKED, ROUTE_CONTESTED, WEIGHT_SHIFTED, STARTED ->
                ROUTE;
            case INVALID_SPEC, IMAGE_REFUSED -> SPEC;
            case ERRORS_REGRESSED,
                    LATENCY_REGRESSED,
                    METRIC_REGRESSED,
                    NOT_INFERIOR,
                    WITHIN_HARM_BUDGET,
                    CHECKS_FAILED,
                    CHECKS_PASSED,
                    CHECKS_PENDING,
                    NOT_ENOUGH_EVIDENCE,
                    NOT_ENOUGH_REQUESTS,
                    SERVING,
                    STEP_ENTERED,
                    ANALYZING,
                    PROMOTED,
                    STEP_SKIPPED,
                    JUMPED,
                    PROMOTION_ASKED,
                    ROLLBACK_ASKED,
                    WITHIN_ROLLBACK_WINDOW,
                    RESUMED,
                    DESIRED_CHANGED,
                    IMAGE_CHANGED,
                    WORKLOAD_CHANGED,
                    RESOURCE_DELETED,
                    NO_DATA_DEADLINE,
                    PROGRESS_DEADLINE,
                    ROLLED_BACK,
                    VALID,
                    ROUTE_AS_ASKED -> EVIDENCE;
        };
    }

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
