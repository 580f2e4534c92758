package io.huidu.shifter.api;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has become of it so far, as JSON has it. Times are RFC 3339 in UTC, weights percent. */
public final class CanaryReleaseStatus {

    public @Nullable Long observedGeneration;
    public @Nullable String phase;
    public @Nullable String reason;
    public @Nullable String message;
    public @Nullable String serving;
    /** {@code 2/4}: the second of four; for people. */
    public @Nullable String step;

    public @Nullable Shares weight;
    /** How many releases there were. */
    public @Nullable Long releases;

    public @Nullable Release release;
    public @Nullable Verdict verdict;
    /** What was rolled back and isn't tried again by itself. */
    public @Nullable Failed failed;

    /** Of the last release that got all traffic; looked at until the rollback window ends. */
    public @Nullable WayBack wayBack;

    public @Nullable List<Condition> conditions;
    public @Nullable List<Past> history;
    /** Changes that nobody is known to have been told of, oldest first. */
    public @Nullable List<Untold> untold;

    public static final class Shares {
        public @Nullable Integer asked;
        public @Nullable Integer observed;
    }

    /** What is fixed for a whole release. */
    public static class Run {
        public @Nullable String id;
        public @Nullable Long number;
        public @Nullable End from;
        public @Nullable End to;
        public CanaryReleaseSpec.@Nullable Traffic traffic;
        public @Nullable String targetRevision;
        /** Digests of what its pods read. */
        public @Nullable Map<String, String> targetConfig;

        public @Nullable String startedAt;
    }

    public static final class WayBack extends Run {
        /** Of the version that served before. */
        public @Nullable String fromRevision;

        public @Nullable String since;
    }

    public static final class Release extends Run {
        /** From 0. */
        public @Nullable Integer step;

        public @Nullable Integer steps;
        /** The weight of the target; for people. */
        public @Nullable Integer asked;
        /** The step that is asked for; absent while it goes back. */
        public @Nullable Stage target;
        /** The last step that was observed as asked; absent before the first. */
        public @Nullable Stage reached;

        public @Nullable String askedAt;
        public @Nullable String requestId;
        public @Nullable Integer requestRevision;
        public @Nullable String settings;
        public @Nullable List<Exposure> exposures;
        public @Nullable String progressSince;
        public @Nullable Held held;
        public @Nullable Ending ending;
    }

    public static final class Stage {
        /** In the list of steps, from 0. */
        public @Nullable Integer index;

        public @Nullable Integer weight;
        public @Nullable Integer mirror;
        public @Nullable List<CanaryReleaseSpec.Match> match;
    }

    public static final class End {
        public @Nullable String name;
        public @Nullable String deployment;
        public @Nullable String service;
        public @Nullable Map<String, String> metricLabels;
    }

    public static final class Exposure {
        public @Nullable Integer step;
        public @Nullable Integer weight;
        public @Nullable String from;
        public @Nullable String warmUntil;
        /** Whether the weight tells the share of the requests. */
        public @Nullable String share;
    }

    public static final class Held {
        public @Nullable String kind;
        public @Nullable String reason;
        public @Nullable String since;
    }

    public static final class Ending {
        public @Nullable String outcome;
        public @Nullable String reason;
        public @Nullable String message;
        public @Nullable String at;
        public @Nullable String retry;
    }

    public static final class Verdict {
        public @Nullable String verdict;
        public @Nullable String reason;
        public @Nullable String message;
        public @Nullable String windowEnd;
        /** About how many more requests on the canary a promotion needs. */
        public @Nullable Long missingRequests;
        /** When they will have been answered at today's traffic. */
        public @Nullable String expectedAt;

        public @Nullable List<Metric> metrics;
        public @Nullable Double logE;
        public @Nullable Double bound;
        /** Numbers that nothing rests on. */
        public @Nullable List<Shown> shown;
    }

    public static final class Shown {
        public @Nullable String name;
        public @Nullable Double baseline;
        public @Nullable Double canary;
    }

    public static final class Metric {
        public @Nullable String name;
        public @Nullable Double relativeRisk;
        /** The relative risk that would have been found by now. */
        public @Nullable Double detectableRisk;
        /** About how many more requests on the canary this metric needs. */
        public @Nullable Long missingRequests;
    }

    public static final class Failed {
        public @Nullable String version;
        public @Nullable String revision;
        public @Nullable Map<String, String> config;
        public @Nullable String retry;
        public @Nullable String reason;
        public @Nullable String message;
        public @Nullable String at;
    }

    public static final class Past {
        public @Nullable String id;
        public @Nullable String from;
        public @Nullable String to;
        public @Nullable String outcome;
        public @Nullable String reason;
        public @Nullable String message;
        public @Nullable String startedAt;
        public @Nullable String endedAt;
        public @Nullable Integer finalWeight;
    }

    public static final class Untold {
        public @Nullable String id;
        public @Nullable String cause;
        public @Nullable String time;
        public @Nullable String type;
        /** The CloudEvent's data as text, so that what is sent later is the same byte for byte. */
        public @Nullable String data;
    }
}
