package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.huidu.events.StratifyBy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wanted, as JSON has it. */
public final class CanaryReleaseSpec extends OpenObject {

    /** A DNS-1123 subdomain, as the API server asks of object names. */
    static final String NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

    /** {@code 15s}, {@code 5m}, {@code 1h30m}. */
    static final String DURATION = "^([0-9]{1,4}h([0-9]{1,5}m)?([0-9]{1,7}s)?|[0-9]{1,5}m([0-9]{1,7}s)?|[0-9]{1,7}s)$";

    /** A token, as RFC 6265 asks of the names of cookies. */
    static final String COOKIE = "^[-!#$%&'*+.^_`|~0-9A-Za-z]+$";

    @Required
    @Size(min = 2, max = 2)
    @JsonPropertyDescription("The two versions of the service; the traffic is moved from one to the other.")
    public @Nullable List<Version> versions;

    @Pattern(NAME)
    @Size(max = 253)
    @JsonPropertyDescription(
            "The name of the version that is to receive all traffic; required and looked at without image only.")
    public @Nullable String desired;

    @Size(min = 1, max = 512)
    @JsonPropertyDescription(
            "The image that is to serve: the version that doesn't serve is given it, and then receives all traffic.")
    public @Nullable String image;

    @Pattern(NAME)
    @Size(max = 63)
    @JsonPropertyDescription("The container that image is for; the first one by default.")
    public @Nullable String container;

    @JsonPropertyDescription(
            "The tags of image that may be released: exactly one of its fields. Without it any tag may, and none by a push.")
    public @Nullable ImagePolicy imagePolicy;

    @Required
    @JsonPropertyDescription("What splits the traffic: exactly one of istio, gatewayApi, nginxIngress and kubernetes.")
    public @Nullable Traffic traffic;

    @Required
    @Size(min = 1, max = 50)
    @JsonPropertyDescription(
            "What the desired version receives, in order; a last step of 100 is added when it is missing.")
    public @Nullable List<Step> steps;

    @Required
    @JsonPropertyDescription("How the two versions are compared.")
    public @Nullable Analysis analysis;

    @SchemaFrom(type = CapacityName.class)
    @JsonPropertyDescription(
            "Whether the shifter gives the versions the pods that they need: asNeeded (by default) or asIs.")
    public @Nullable String capacity;

    @JsonPropertyDescription("What becomes of the version that doesn't serve.")
    public @Nullable After after;

    @JsonPropertyDescription("What happens when nothing happens.")
    public @Nullable Safety safety;

    @JsonPropertyDescription("Keeps everything as it is; a rollback happens all the same.")
    public @Nullable Boolean paused;

    public static final class ImagePolicy extends OpenObject {
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Versions of semver.org in a range such as '>=1.2.0 <2'; pre-releases only where it names one.")
        public @Nullable String semver;

        @Size(min = 1, max = 256)
        @JsonPropertyDescription("A regular expression that the whole tag matches.")
        public @Nullable String pattern;
    }

    public static final class After extends OpenObject {
        @JsonPropertyDescription("After a release that got all traffic: the version that served before.")
        public @Nullable Afterwards succeeded;

        @JsonPropertyDescription("After a release that went back: the version that was tried.")
        public @Nullable Afterwards failed;
    }

    public static final class Afterwards extends OpenObject {
        @SchemaFrom(type = IdleName.class)
        @JsonPropertyDescription("keep (by default) or scaleToZero.")
        public @Nullable String idle;

        @Pattern(DURATION)
        @JsonPropertyDescription("How long the version keeps its pods at least; 30m by default.")
        public @Nullable String delay;
    }

    public static final class Version extends OpenObject {
        @Required
        @Pattern(NAME)
        @Size(max = 253)
        @JsonPropertyDescription("The version's name; with Istio also the name of its subset.")
        public @Nullable String name;

        @Required
        @Pattern(NAME)
        @Size(max = 253)
        @JsonPropertyDescription("The Deployment that runs it.")
        public @Nullable String deployment;

        @Pattern(NAME)
        @Size(max = 253)
        @JsonPropertyDescription("The Service in front of it; by default named as the Deployment.")
        public @Nullable String service;

        @Size(max = 16)
        @JsonPropertyDescription("Labels that select its metrics in place of the preset's own.")
        public @Nullable Map<String, String> metricLabels;
    }

    public static final class Traffic extends OpenObject {
        @JsonPropertyDescription("An Istio VirtualService.")
        public @Nullable Istio istio;

        @JsonPropertyDescription("A route of the Kubernetes Gateway API: exactly one of httpRoute and grpcRoute.")
        public @Nullable GatewayApi gatewayApi;

        @JsonPropertyDescription("An Ingress of the NGINX Ingress Controller.")
        public @Nullable NginxIngress nginxIngress;

        @JsonPropertyDescription(
                "A Service of Kubernetes itself, where there is neither mesh nor ingress: the share follows the ready pods.")
        public @Nullable Kubernetes kubernetes;

        @JsonPropertyDescription(
                "Keeps users with the version that they were sent to first; with istio, and with an httpRoute that has regularExpressions.")
        public @Nullable SessionAffinity sessionAffinity;
    }

    public static final class SessionAffinity extends OpenObject {
        @Required
        @Pattern(COOKIE)
        @Size(max = 128)
        @JsonPropertyDescription("The cookie that says where a user belongs; nobody else sets it.")
        public @Nullable String cookieName;

        @Pattern(DURATION)
        @JsonPropertyDescription("How long a user keeps the cookie; 24h by default.")
        public @Nullable String maxAge;
    }

    public static final class Istio extends OpenObject {
        @Required
        @Pattern(NAME)
        @Size(max = 253)
        public @Nullable String virtualService;

        @Pattern(NAME)
        @Size(max = 253)
        @JsonPropertyDescription(
                "The DestinationRule whose subsets are made where they are missing, for the pods with the label version.")
        public @Nullable String destinationRule;

        @JsonPropertyDescription("On the DestinationRule's subsets while a release runs; put back afterwards.")
        public @Nullable CircuitBreaker circuitBreaker;
    }

    public static final class CircuitBreaker extends OpenObject {
        @Min(1)
        @JsonPropertyDescription("Connections of TCP to a version; as many as come by default.")
        public @Nullable Integer maxConnections;

        @Pattern(DURATION)
        @JsonPropertyDescription("For a connection to be made; as long as the mesh says by default.")
        public @Nullable String connectTimeout;

        @Min(1)
        @JsonPropertyDescription("Requests that wait for a connection; 1024 by default.")
        public @Nullable Integer http1MaxPendingRequests;

        @Min(1)
        @JsonPropertyDescription("Requests under way; 1024 by default.")
        public @Nullable Integer http2MaxRequests;

        @Min(0)
        @JsonPropertyDescription("1 by default; 0 for no limit.")
        public @Nullable Integer maxRequestsPerConnection;

        @Min(0)
        @JsonPropertyDescription("Retries under way; 3 by default.")
        public @Nullable Integer maxRetries;

        @Min(1)
        @JsonPropertyDescription("Answers of 5xx in a row before a pod is ejected; 5 by default.")
        public @Nullable Integer consecutiveErrors;

        @Pattern(DURATION)
        @JsonPropertyDescription("Between two looks at the pods; 10s by default.")
        public @Nullable String interval;

        @Pattern(DURATION)
        @JsonPropertyDescription("How long a pod is ejected the first time; 30s by default.")
        public @Nullable String baseEjectionTime;

        @Min(0)
        @Max(100)
        @JsonPropertyDescription("Percent of a version's pods that are ejected at a time; 10 by default.")
        public @Nullable Integer maxEjectionPercent;
    }

    public static final class GatewayApi extends OpenObject {
        @Pattern(NAME)
        @Size(max = 253)
        public @Nullable String httpRoute;

        @Pattern(NAME)
        @Size(max = 253)
        public @Nullable String grpcRoute;

        @JsonPropertyDescription(
                "Whether the implementation behind the route matches by regular expressions, as cookies need it; false by default.")
        public @Nullable Boolean regularExpressions;
    }

    public static final class NginxIngress extends OpenObject {
        @Required
        @Pattern(NAME)
        @Size(max = 253)
        public @Nullable String ingress;
    }

    public static final class Kubernetes extends OpenObject {
        @Required
        @Pattern(NAME)
        @Size(max = 253)
        @JsonPropertyDescription(
                "The Service that selects the pods of the version that serves; of both while a release runs.")
        public @Nullable String service;
    }

    public static final class Step extends OpenObject {
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
                "Percent of the traffic, never less than in the step before; as before when only a mirror or a match is given.")
        public @Nullable Integer weight;

        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
                "Of how many percent of the requests to the stable version a copy is sent to the desired one; the answers to copies are discarded.")
        public @Nullable Integer mirror;

        @Size(min = 1, max = 16)
        @JsonPropertyDescription("Requests that go to the desired version whatever the weight; one match is enough.")
        public @Nullable List<Match> match;

        @Pattern(DURATION)
        @JsonPropertyDescription("How long the step lasts at least; 0s by default.")
        public @Nullable String minDuration;

        @JsonPropertyDescription(
                "Waits after the verdict until the annotation huidu.io/resume is the request's id, or for a duration.")
        public @Nullable Pause pause;

        @SchemaFrom(type = GateName.class)
        @JsonPropertyDescription(
                "approval: waits after the verdict until the annotation huidu.io/approve is the request's id, or for the command approve.")
        public @Nullable String gate;

        @JsonPropertyDescription("How this step is compared where it differs from spec.analysis.")
        public @Nullable StepAnalysis analysis;
    }

    public static final class Match extends OpenObject {
        @Size(max = 16)
        @JsonPropertyDescription("By name.")
        public @Nullable Map<String, Text> headers;

        @Size(max = 16)
        @JsonPropertyDescription("By name.")
        public @Nullable Map<String, Text> cookies;

        @JsonPropertyDescription("The path, without the query.")
        public @Nullable Text uri;

        @JsonPropertyDescription("The header of that name.")
        public @Nullable Text userAgent;
    }

    public static final class Text extends OpenObject {
        @JsonPropertyDescription("All of it; exactly one of the three.")
        public @Nullable String exact;

        @JsonPropertyDescription("How it begins.")
        public @Nullable String prefix;

        @JsonPropertyDescription("A regular expression of RE2 that matches all of it.")
        public @Nullable String regex;
    }

    public static final class Pause extends OpenObject {
        @Pattern(DURATION)
        @JsonPropertyDescription("After how long the step ends without a resume; never by default.")
        public @Nullable String duration;
    }

    public static final class StepAnalysis extends OpenObject {
        @Pattern(DURATION)
        @JsonPropertyDescription("How often the analyzer looks; as in spec.analysis by default.")
        public @Nullable String interval;

        @Min(0)
        @JsonPropertyDescription("What the canary must have answered; as in spec.analysis by default.")
        public @Nullable Long minRequests;

        @SchemaFrom(type = OnInconclusiveName.class)
        @JsonPropertyDescription("As in spec.analysis by default.")
        public @Nullable String onInconclusive;

        @Size(min = 1, max = 10)
        @JsonPropertyDescription(
                "What is compared; as in spec.analysis by default. Steps that compare differently share falseRollbackProbability.")
        public @Nullable List<Metric> metrics;
    }

    public static final class Analysis extends OpenObject {
        @Required
        @SchemaFrom(type = PresetName.class)
        @JsonPropertyDescription("Where the metrics come from.")
        public @Nullable String preset;

        @Pattern(DURATION)
        @JsonPropertyDescription("How often the analyzer looks; 15s by default, 1s at least.")
        public @Nullable String interval;

        @Min(value = 0, inclusive = false)
        @Max(value = 0.5, inclusive = false)
        @JsonPropertyDescription(
                "The probability that a release as good as the stable version is rolled back; 0.01 by default.")
        public @Nullable Double falseRollbackProbability;

        @Min(value = 0, inclusive = false)
        @Max(value = 0.5, inclusive = false)
        @JsonPropertyDescription("The error level of each statement that lets the weight go up; 0.05 by default.")
        public @Nullable Double falsePromotionProbability;

        @Size(min = 1, max = 10)
        @JsonPropertyDescription("What is compared; errors and latency by default.")
        public @Nullable List<Metric> metrics;

        @Size(max = StratifyBy.MOST_LABELS)
        @JsonPropertyDescription(
                "Labels of the requests, such as uri, by whose values the versions are compared, so that another mix of them is no regression; all requests together by default. For the sequential judge.")
        public @Nullable List<@Pattern("^[a-zA-Z_][a-zA-Z0-9_]*$") String> stratifyBy;

        @Min(0)
        @JsonPropertyDescription("What the canary must have answered in a step; 100 by default.")
        public @Nullable Long minRequests;

        @Pattern(DURATION)
        @JsonPropertyDescription("How long the canary's pods are cold after they became ready; 60s by default.")
        public @Nullable String warmup;

        @SchemaFrom(type = OnInconclusiveName.class)
        @JsonPropertyDescription(
                "What is done with data but without a verdict at the progress deadline; hold by default.")
        public @Nullable String onInconclusive;

        @Size(max = 5)
        @JsonPropertyDescription("Numbers to show beside the verdicts, which don't rest on them.")
        public @Nullable List<Shown> show;

        @JsonPropertyDescription(
                "By which rule the versions are judged, exactly one of its fields; sequential by default, and only that one keeps falseRollbackProbability.")
        public @Nullable Judge judge;
    }

    public static final class Shown extends OpenObject {
        @Required
        @Pattern(NAME)
        @Size(max = 63)
        @JsonPropertyDescription("Appears in events and in the status; unique within the list.")
        public @Nullable String name;

        @Required
        @Size(min = 1, max = 2000)
        @JsonPropertyDescription(
                "PromQL that tells one number. {{version}}, {{workload}}, {{service}}, {{namespace}} and {{interval}} are filled in, and one of the first three has to be there.")
        public @Nullable String query;
    }

    public static final class Judge extends OpenObject {
        @JsonPropertyDescription("Evidence from counts, looked at after every interval.")
        public @Nullable Sequential sequential;

        @JsonPropertyDescription("Kayenta's rule, for each step: a Mann-Whitney test per metric, and a score.")
        public @Nullable MannWhitney mannWhitney;

        @JsonPropertyDescription("The canary alone against constant limits, as Flagger and Argo Rollouts judge.")
        public @Nullable Threshold threshold;
    }

    public static final class Sequential extends OpenObject {}

    public static final class MannWhitney extends OpenObject {
        @Required
        @Pattern(DURATION)
        @JsonPropertyDescription("How long a step is judged; fifty intervals are the least for a test of use.")
        public @Nullable String lifetime;

        @Pattern(DURATION)
        @JsonPropertyDescription("The time between judgements; the whole lifetime by default.")
        public @Nullable String analysisInterval;

        @Pattern(DURATION)
        @JsonPropertyDescription("How far back a judgement looks; to the beginning of the step by default.")
        public @Nullable String lookback;

        @Min(0)
        @Max(100)
        @JsonPropertyDescription("The score that a step's last judgement needs; 75 by default.")
        public @Nullable Double pass;

        @Min(0)
        @Max(100)
        @JsonPropertyDescription("The score at which any judgement rolls back; 50 by default.")
        public @Nullable Double marginal;

        @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
                "How many times as large the canary's mean may be before a shift counts; 1 by default.")
        public @Nullable Double allowedIncrease;

        @SchemaFrom(type = LatencyStatisticName.class)
        @JsonPropertyDescription("What stands for an interval's latency; p99 by default.")
        public @Nullable String latency;
    }

    public static final class Threshold extends OpenObject {
        @Min(0)
        @Max(1)
        @JsonPropertyDescription("The share of requests that must not fail; 0.99 by default.")
        public @Nullable Double minSuccessRate;

        @SchemaFrom(type = LatencyStatisticName.class)
        @JsonPropertyDescription("What stands for an interval's latency; p99 by default.")
        public @Nullable String latency;

        @Min(value = 0, inclusive = false)
        @Max(86_400_000)
        @JsonPropertyDescription("What the latency may be, in milliseconds; 500 by default.")
        public @Nullable Double maxLatencyMillis;

        @JsonPropertyDescription("Flagger's rule; exactly one of flagger and argo.")
        public @Nullable Flagger flagger;

        @JsonPropertyDescription("Argo Rollouts' rule; exactly one of flagger and argo.")
        public @Nullable Argo argo;
    }

    public static final class Flagger extends OpenObject {
        @Min(1)
        @JsonPropertyDescription(
                "How many failed checks since the release began roll back, in a row or not; 1 by default.")
        public @Nullable Integer threshold;
    }

    public static final class Argo extends OpenObject {
        @Min(0)
        @JsonPropertyDescription("How many measurements may fail; 0 by default.")
        public @Nullable Integer failureLimit;

        @Min(1)
        @JsonPropertyDescription(
                "After how many measurements in a step it is promoted; by default a background analysis that holds up no step.")
        public @Nullable Integer count;

        @Min(0)
        @JsonPropertyDescription("How many measurements in a row may have no value; 4 by default.")
        public @Nullable Integer consecutiveErrorLimit;

        @Min(1)
        @JsonPropertyDescription("How many successes in a row promote before the count is reached; none by default.")
        public @Nullable Integer consecutiveSuccessLimit;
    }

    public static final class Metric extends OpenObject {
        @Required
        @Pattern(NAME)
        @Size(max = 63)
        public @Nullable String name;

        @Required
        @SchemaFrom(type = MetricKindName.class)
        @JsonPropertyDescription(
                "Requests that failed (errors), requests that were slow (latency), or a number that a query tells.")
        public @Nullable String kind;

        @Size(max = 2000)
        @JsonPropertyDescription(
                "For the kind query: PromQL that tells one number, with {{version}}, {{workload}} or {{service}} in it, and with {{namespace}} and {{interval}} if needed.")
        public @Nullable String query;

        @SchemaFrom(type = WorseName.class)
        @JsonPropertyDescription("For the kind query: on which side a number is worse.")
        public @Nullable String worse;

        @Min(0)
        @JsonPropertyDescription(
                "For the kind query: a difference that nobody cares about, in its own unit; 0 by default.")
        public @Nullable Double minDifference;

        @SchemaFrom(type = QueryRoleName.class)
        @JsonPropertyDescription(
                "For the kind query: watch can roll back; gate can too, and a promotion needs its evidence; watch by default.")
        public @Nullable String role;

        @Min(value = 0, inclusive = false)
        @Max(1000)
        @JsonPropertyDescription("Its share in the promise of falseRollbackProbability; 1 by default.")
        public @Nullable Double weight;

        @Min(0)
        @Max(10)
        @JsonPropertyDescription(
                "How much worse the canary may be before it counts as a regression, relative; 0 for errors, 0.2 for latency, 0.1 for a query by default.")
        public @Nullable Double tolerance;

        @Min(0)
        @Max(value = 1, inclusive = false)
        @JsonPropertyDescription("A rate of bad requests below which nobody cares; 0 by default.")
        public @Nullable Double floor;

        @Min(value = 0, inclusive = false)
        @Max(10)
        @JsonPropertyDescription(
                "How much worse the canary may be to be called non-inferior, relative; 0.25 by default.")
        public @Nullable Double margin;

        @Min(value = 0, inclusive = false)
        @Max(1)
        @JsonPropertyDescription(
                "The share of all requests that may turn bad at the next weight; 0.005 for errors, 0.02 for latency by default.")
        public @Nullable Double harmBudget;
    }

    public static final class Safety extends OpenObject {
        @Pattern(DURATION)
        @JsonPropertyDescription(
                "How long a release holds without usable data before onNoData decides; 10m by default.")
        public @Nullable String noDataDeadline;

        @SchemaFrom(type = OnNoDataName.class)
        @JsonPropertyDescription("What is done then; rollBack by default.")
        public @Nullable String onNoData;

        @Pattern(DURATION)
        @JsonPropertyDescription(
                "How long a step may last with data but without a verdict, and how long something may be in its way; 1h by default.")
        public @Nullable String progressDeadline;

        @Pattern(DURATION)
        @JsonPropertyDescription(
                "How long after a promotion the version that served before gets all traffic back at once, without steps; 30m by default, 0s for never.")
        public @Nullable String rollbackWindow;

        @Size(max = 20)
        @JsonPropertyDescription(
                "When no release starts and no weight rises; a rollback happens all the same, and no deadline runs.")
        public @Nullable List<Freeze> freeze;
    }

    public static final class Freeze extends OpenObject {
        @Required
        @Size(min = 9, max = 100)
        @JsonPropertyDescription("When it begins, in five fields: minute, hour, day of month, month, day of week.")
        public @Nullable String cron;

        @Required
        @Pattern(DURATION)
        @JsonPropertyDescription("How long it lasts.")
        public @Nullable String duration;

        @Size(min = 1, max = 64)
        @JsonPropertyDescription("The time zone of cron, such as Europe/Berlin; UTC by default.")
        public @Nullable String timeZone;
    }
}
