package io.huidu.shifter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.JudgePlan;
import io.huidu.events.JudgePlan.Rule;
import io.huidu.events.LatencyStatistic;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.QueryPlan;
import io.huidu.events.ShownQuery;
import io.huidu.events.StratifyBy;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.freeze.Cron;
import io.huidu.shifter.freeze.FreezeWindow;
import io.huidu.shifter.image.ImagePolicy;
import io.huidu.shifter.rollout.AnalysisSettings;
import io.huidu.shifter.rollout.AnalysisSettings.OnInconclusive;
import io.huidu.shifter.rollout.CapacitySettings;
import io.huidu.shifter.rollout.CapacitySettings.Afterwards;
import io.huidu.shifter.rollout.Checked;
import io.huidu.shifter.rollout.ImageWish;
import io.huidu.shifter.rollout.ReleaseSpec;
import io.huidu.shifter.rollout.Safety;
import io.huidu.shifter.rollout.Step;
import io.huidu.shifter.rollout.Traffic;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecCheckTest {

    private static final String SMALLEST = """
            versions: [{name: v1, deployment: a-v1}, {name: v2, deployment: a-v2}]
            desired: v2
            traffic: {nginxIngress: {ingress: a}}
            steps: [{weight: 5}, {weight: 25}]
            analysis: {preset: spring-boot}
            """;

    private static final String LARGEST = """
            versions:
              - {name: v1, deployment: a-v1, service: a-stable, metricLabels: {app: a, version: one}}
              - {name: v2, deployment: a-v2, service: a-canary}
            desired: v1
            traffic: {istio: {virtualService: a}}
            steps: [{weight: 5, minDuration: 1h30m, pause: {}}, {weight: 100}]
            analysis:
              preset: istio
              interval: 10s
              falseRollbackProbability: 0.02
              falsePromotionProbability: 0.1
              minRequests: 7
              warmup: 2m
              onInconclusive: rollBack
              metrics:
                - {name: e, kind: errors, weight: 2, tolerance: 0.5, floor: 0.001, margin: 1, harmBudget: 0.01}
                - {name: l, kind: latency}
              judge:
                mannWhitney: {lifetime: 1h, analysisInterval: 10m, lookback: 20m, pass: 95, marginal: 75, allowedIncrease: 1.1, latency: p95}
            safety: {noDataDeadline: 1m, onNoData: hold, progressDeadline: 2h, rollbackWindow: 45m,
                     freeze: [{cron: 0 18 * * FRI, duration: 60h, timeZone: Europe/Berlin}]}
            paused: true
            capacity: asIs
            after: {succeeded: {idle: scaleToZero, delay: 1h}, failed: {idle: keep, delay: 0s}}
            """;

    @Test
    void everyDefaultIsFilledIn() {
        Checked checked = check(SMALLEST);

        assertThat(checked)
                .isEqualTo(new Checked.Valid(new ReleaseSpec(
                        List.of(
                                new Version("v1", "a-v1", "a-v1", Map.of()),
                                new Version("v2", "a-v2", "a-v2", Map.of())),
                        "v2",
                        new Traffic.NginxIngress("a"),
                        List.of(step(5), step(25), step(100)),
                        new AnalysisSettings(
                                Preset.SPRING_BOOT,
                                Duration.ofSeconds(15),
                                Probability.of(0.01),
                                Probability.of(0.05),
                                100,
                                Duration.ofSeconds(60),
                                OnInconclusive.HOLD,
                                List.of(
                                        new MetricPlan("errors", MetricKind.ERRORS, 1, 0, 0, 0.25, 0.005),
                                        new MetricPlan("latency", MetricKind.LATENCY, 1, 0.2, 0, 0.25, 0.02)),
                                StratifyBy.NOTHING,
                                JudgePlan.SEQUENTIAL),
                        new Safety(
                                Duration.ofMinutes(10),
                                Safety.OnNoData.ROLL_BACK,
                                Duration.ofHours(1),
                                Duration.ofMinutes(30),
                                List.of()),
                        ReleaseSpec.Hold.NONE,
                        Optional.empty(),
                        CapacitySettings.DEFAULT)));
    }

    @Test
    void anImageTakesThePlaceOfTheDesiredVersion() {
        Checked checked = check(SMALLEST.replace(
                "desired: v2", "image: registry/a:1.4.2\ncontainer: main\nimagePolicy: {semver: 1.x}"));

        assertThat(checked)
                .isInstanceOfSatisfying(
                        Checked.Valid.class,
                        valid -> assertThat(valid.spec().image())
                                .contains(new ImageWish(
                                        "registry/a:1.4.2", Optional.of("main"), new ImagePolicy.Versions("1.x"))));
    }

    @Test
    void showsWhatIsAskedForAndWhatACircuitBreakerEjects() {
        Checked checked = check(SMALLEST.replace(
                        "traffic: {nginxIngress: {ingress: a}}",
                        "traffic: {istio: {virtualService: a, destinationRule: b, circuitBreaker: {}}}")
                .replace("analysis: {preset: spring-boot}", """
                        analysis:
                          preset: istio
                          show: [{name: orders, query: 'sum(rate(orders{pod=~"{{workload}}-.*"}[1m]))'}]
                        """.stripTrailing()));

        assertThat(checked)
                .isInstanceOfSatisfying(
                        Checked.Valid.class,
                        valid -> assertThat(valid.spec().analysis().shown())
                                .containsExactly(
                                        new ShownQuery(
                                                "ejections",
                                                "max(sum by (pod) (envoy_cluster_outlier_detection_ejections_active{cluster_name=~\"outbound[|][0-9]+[|]{{version}}[|](a|b)[.]{{namespace}}[.].*\"}))"),
                                        new ShownQuery("orders", "sum(rate(orders{pod=~\"{{workload}}-.*\"}[1m]))")));
    }

    @Test
    void everyFieldIsRead() {
        Checked checked = check(LARGEST);

        assertThat(checked)
                .isEqualTo(new Checked.Valid(new ReleaseSpec(
                        List.of(
                                new Version("v1", "a-v1", "a-stable", Map.of("app", "a", "version", "one")),
                                new Version("v2", "a-v2", "a-canary", Map.of())),
                        "v1",
                        new Traffic.Istio("a"),
                        List.of(new Step(Weight.of(5), Duration.ofMinutes(90), Step.Exit.ON_RESUME), step(100)),
                        new AnalysisSettings(
                                Preset.ISTIO,
                                Duration.ofSeconds(10),
                                Probability.of(0.02),
                                Probability.of(0.1),
                                7,
                                Duration.ofMinutes(2),
                                OnInconclusive.ROLL_BACK,
                                List.of(
                                        new MetricPlan("e", MetricKind.ERRORS, 2, 0.5, 0.001, 1, 0.01),
                                        new MetricPlan("l", MetricKind.LATENCY, 1, 0.2, 0, 0.25, 0.02)),
                                StratifyBy.NOTHING,
                                new JudgePlan.MannWhitney(
                                        95,
                                        75,
                                        Duration.ofHours(1),
                                        Duration.ofMinutes(10),
                                        Optional.of(Duration.ofMinutes(20)),
                                        1.1,
                                        LatencyStatistic.P95)),
                        new Safety(
                                Duration.ofMinutes(1),
                                Safety.OnNoData.HOLD,
                                Duration.ofHours(2),
                                Duration.ofMinutes(45),
                                List.of(new FreezeWindow(
                                        Cron.parse("0 18 * * FRI"), Duration.ofHours(60), ZoneId.of("Europe/Berlin")))),
                        ReleaseSpec.Hold.PAUSED,
                        Optional.empty(),
                        new CapacitySettings(
                                CapacitySettings.Mode.AS_IS,
                                new Afterwards(CapacitySettings.Idle.SCALE_TO_ZERO, Duration.ofHours(1)),
                                new Afterwards(CapacitySettings.Idle.KEEP, Duration.ZERO)))));
    }

    @Test
    void aNumberIsComparedByItsQuery() {
        Checked checked = check(SMALLEST.replace("spring-boot}", """
                spring-boot, metrics: [
                  {name: errors, kind: errors},
                  {name: memory, kind: query, query: 'avg(mem{pod=~"{{workload}}-.*"})', worse: higher},
                  {name: hits, kind: query, query: 'hits{version="{{version}}"}', worse: lower, minDifference: 0.5, role: gate, tolerance: 0, margin: 0.5, weight: 2}]}"""));

        assertThat(valid(checked).analysis().metrics())
                .containsExactly(
                        AnalysisSettings.defaultMetric("errors", MetricKind.ERRORS),
                        MetricPlan.ofQuery(
                                "memory",
                                1,
                                0.1,
                                0.25,
                                new QueryPlan(
                                        "avg(mem{pod=~\"{{workload}}-.*\"})",
                                        QueryPlan.Worse.HIGHER,
                                        0,
                                        QueryPlan.Role.WATCH)),
                        MetricPlan.ofQuery(
                                "hits",
                                2,
                                0,
                                0.5,
                                new QueryPlan(
                                        "hits{version=\"{{version}}\"}",
                                        QueryPlan.Worse.LOWER,
                                        0.5,
                                        QueryPlan.Role.GATE)));
    }

    @Test
    void requestsAreComparedWithinTheirStrata() {
        Checked checked = check(SMALLEST.replace("spring-boot}", "spring-boot, stratifyBy: [uri, method]}"));

        assertThat(valid(checked).analysis().stratifyBy()).isEqualTo(StratifyBy.of("uri", "method"));
    }

    static Stream<Arguments> judges() {
        return Stream.of(
                argumentSet("sequential", "{sequential: {}}", JudgePlan.SEQUENTIAL),
                argumentSet(
                        "Spinnaker's defaults",
                        "{mannWhitney: {lifetime: 1h}}",
                        new JudgePlan.MannWhitney(
                                75,
                                50,
                                Duration.ofHours(1),
                                Duration.ofHours(1),
                                Optional.empty(),
                                1,
                                LatencyStatistic.P99)),
                argumentSet(
                        "Flagger's defaults",
                        "{threshold: {flagger: {}}}",
                        new JudgePlan.Threshold(0.99, LatencyStatistic.P99, 500, new Rule.Flagger(1))),
                argumentSet(
                        "Argo's defaults",
                        "{threshold: {argo: {}}}",
                        new JudgePlan.Threshold(
                                0.99,
                                LatencyStatistic.P99,
                                500,
                                new Rule.Argo(0, Optional.empty(), 4, Optional.empty()))),
                argumentSet(
                        "all of a threshold",
                        "{threshold: {minSuccessRate: 0.95, latency: mean, maxLatencyMillis: 250, argo: {failureLimit: 3, count: 5, consecutiveErrorLimit: 2, consecutiveSuccessLimit: 4}}}",
                        new JudgePlan.Threshold(
                                0.95,
                                LatencyStatistic.MEAN,
                                250,
                                new Rule.Argo(3, Optional.of(5), 2, Optional.of(4)))));
    }

    @ParameterizedTest
    @MethodSource("judges")
    void readsWhichJudgeIsNamed(String yaml, JudgePlan expected) {
        Checked checked = check(SMALLEST.replace("preset: spring-boot", "preset: spring-boot, judge: " + yaml));

        assertThat(valid(checked).analysis().judge()).isEqualTo(expected);
    }

    @Test
    void progressDeadlineIsByDefaultLongEnoughForTheLongestStep() {
        Checked checked = check(SMALLEST.replace("{weight: 25}", "{weight: 25, minDuration: 3h}"));

        assertThat(valid(checked).safety().progressDeadline())
                .isEqualTo(Duration.ofHours(4).plusMinutes(1));
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                problem(
                        "one version",
                        ", {name: v2, deployment: a-v2}]",
                        "]",
                        "spec.versions: got '1', expected exactly two versions",
                        "spec.desired: got 'v2', expected a name in spec.versions [v1]"),
                problem(
                        "a version twice",
                        "name: v2",
                        "name: v1",
                        "spec.versions[1].name: got 'v1', expected another than that of the other version",
                        "spec.desired: got 'v2', expected a name in spec.versions [v1, v1]"),
                problem(
                        "a deployment twice",
                        "a-v2",
                        "a-v1",
                        "spec.versions[1].deployment: got 'a-v1', expected another than that of the other version",
                        "spec.versions[1].service: got 'a-v1', expected another than that of the other version"),
                problem(
                        "no deployment",
                        ", deployment: a-v2",
                        "",
                        "spec.versions[1].deployment: got nothing, expected a lower-case Kubernetes name"),
                problem(
                        "a bad name",
                        "deployment: a-v2",
                        "deployment: A_V2",
                        "spec.versions[1].deployment: got 'A_V2', expected a lower-case Kubernetes name"),
                problem(
                        "desired is no version",
                        "desired: v2",
                        "desired: v3",
                        "spec.desired: got 'v3', expected a name in spec.versions [v1, v2]"),
                problem(
                        "nothing desired",
                        "desired: v2\n",
                        "",
                        "spec.desired: got nothing, expected a name in spec.versions [v1, v2]"),
                problem(
                        "no traffic",
                        "traffic: {nginxIngress: {ingress: a}}",
                        "",
                        "spec.traffic: got nothing, expected exactly one of gatewayApi, istio, kubernetes and nginxIngress"),
                problem(
                        "no kind of traffic",
                        "{nginxIngress: {ingress: a}}",
                        "{}",
                        "spec.traffic: got 'none', expected exactly one of gatewayApi, istio, kubernetes and nginxIngress"),
                problem(
                        "both kinds of traffic",
                        "{ingress: a}",
                        "{ingress: a}, istio: {virtualService: a}",
                        "spec.traffic: got '2 of them', expected exactly one of gatewayApi, istio, kubernetes and nginxIngress"),
                problem(
                        "no ingress",
                        "{ingress: a}",
                        "{}",
                        "spec.traffic.nginxIngress.ingress: got nothing, expected a lower-case Kubernetes name"),
                problem("no steps", "[{weight: 5}, {weight: 25}]", "[]", "spec.steps: got '0', expected 1 to 50 steps"),
                problem(
                        "weights that don't rise",
                        "{weight: 5}, {weight: 25}",
                        "{weight: 25}, {weight: 25}",
                        "spec.steps[1].weight: got '25', expected more than 25, the step before"),
                problem(
                        "a step without weight",
                        "{weight: 5}",
                        "{minDuration: 5m}",
                        "spec.steps[0]: got 'none', expected at least one of weight, mirror and match"),
                problem(
                        "weights out of range",
                        "{weight: 5}, {weight: 25}",
                        "{weight: 0}, {weight: 101}",
                        "spec.steps[0].weight: got '0', expected 1 to 100",
                        "spec.steps[1].weight: got '101', expected 1 to 100"),
                problem(
                        "a bad duration",
                        "{weight: 5}",
                        "{weight: 5, minDuration: 5min}",
                        "spec.steps[0].minDuration: got '5min', expected 0s or more, written as 15s, 5m or 1h30m"),
                problem(
                        "what the router can't do",
                        "{weight: 5}",
                        "{mirror: 100}, {weight: 5}",
                        "spec.steps[0].mirror: got '100', expected no mirror, which an Ingress of ingress-nginx can't do"),
                problem(
                        "a mirror of nothing",
                        "{weight: 5}",
                        "{weight: 5, mirror: 0}",
                        "spec.steps[0].mirror: got '0', expected 1 to 100"),
                problem(
                        "matches that are none",
                        "{weight: 5}",
                        "{match: [{headers: {a b: {exact: x}}}, {uri: {exact: /a, prefix: /b}}, {}]}, {weight: 5}",
                        "spec.steps[0].match[0]: headers: got 'a b', expected the name of a header",
                        "spec.steps[0].match[1].uri: got '2', expected exactly one of exact, prefix and regex",
                        "spec.steps[0].match[2]: match: got 'no condition', expected at least one of headers,"
                                + " cookies, uri and userAgent"),
                problem(
                        "a mirror beside all",
                        "{weight: 5}, {weight: 25}",
                        "{weight: 100, mirror: 5}",
                        "spec.steps[0]: got '100 beside a mirror or a match', expected nothing beside a weight of 100"),
                problem(
                        "a gate and a pause",
                        "{weight: 5}",
                        "{weight: 5, gate: committee, pause: {duration: 0s}}",
                        "spec.steps[0].pause: got 'a pause', expected none beside a gate",
                        "spec.steps[0].gate: got 'committee', expected one of [approval]",
                        "spec.steps[0].pause.duration: got '0s', expected 1s or more, written as 15s, 5m or 1h30m"),
                problem(
                        "a step's analysis",
                        "{weight: 5}",
                        "{weight: 5, analysis: {interval: 0s, minRequests: -1, onInconclusive: shrug, metrics: [], x: 1}}",
                        "spec.steps[0].analysis.x: not known in v1alpha1",
                        "spec.steps[0].analysis.interval: got '0s', expected 1s or more, written as 15s, 5m or 1h30m",
                        "spec.steps[0].analysis.minRequests: got '-1', expected 0 or more",
                        "spec.steps[0].analysis.onInconclusive: got 'shrug', expected one of [hold, promote, rollBack]",
                        "spec.steps[0].analysis.metrics: got '0', expected 1 to 10 metrics"),
                problem(
                        "what becomes of the idle version",
                        "desired: v2",
                        "desired: v2\ncapacity: plenty\nafter: {succeeded: {idle: delete, delay: soon}, never: {}}",
                        "spec.after.never: not known in v1alpha1",
                        "spec.capacity: got 'plenty', expected one of [asIs, asNeeded]",
                        "spec.after.succeeded.idle: got 'delete', expected one of [keep, scaleToZero]",
                        "spec.after.succeeded.delay: got 'soon', expected 0s or more, written as 15s, 5m or 1h30m"),
                problem(
                        "pods without which ingress-nginx serves nobody",
                        "desired: v2",
                        "desired: v2\nafter: {succeeded: {idle: scaleToZero}, failed: {idle: scaleToZero}}",
                        "spec.after.succeeded.idle: got 'scaleToZero', expected keep with nginxIngress, which serves"
                                + " nobody without a pod of the version that the Ingress leads to",
                        "spec.after.failed.idle: got 'scaleToZero', expected keep with nginxIngress, which serves"
                                + " nobody without a pod of the version that the Ingress leads to"),
                problem(
                        "an unknown field",
                        "desired: v2",
                        "desired: v2\nimages: a:1",
                        "spec.images: not known in v1alpha1"),
                problem(
                        "an image that is none",
                        "desired: v2",
                        "image: 'a b'\ncontainer: Main",
                        "spec.container: got 'Main', expected a lower-case Kubernetes name",
                        "spec.image: got 'a b', expected [registry/]path[:tag][@sha256:digest]"),
                problem(
                        "a range that is none",
                        "desired: v2",
                        "image: a:1\nimagePolicy: {semver: '>=1.2.0, <2', colour: red}",
                        "spec.imagePolicy.colour: not known in v1alpha1",
                        "spec.imagePolicy.semver: got '>=1.2.0, <2', expected a range of versions such as '>=1.2.0 <2'"),
                problem(
                        "a pattern that is none",
                        "desired: v2",
                        "image: a:1\nimagePolicy: {pattern: '(a'}",
                        "spec.imagePolicy.pattern: got '(a', expected a regular expression: Unclosed group"),
                problem(
                        "two image policies",
                        "desired: v2",
                        "image: a:1\nimagePolicy: {semver: '1.x', pattern: '1.*'}",
                        "spec.imagePolicy: got 'both', expected exactly one of semver and pattern"),
                problem(
                        "no image policy",
                        "desired: v2",
                        "image: a:1\nimagePolicy: {}",
                        "spec.imagePolicy: got 'none', expected exactly one of semver and pattern"),
                problem(
                        "unknown fields everywhere",
                        "{nginxIngress: {ingress: a}}\nsteps: [{weight: 5}",
                        "{linkerd: {}, nginxIngress: {ingress: a, host: b}}\nsteps: [{weight: 5, pause: {for: 5m}}",
                        "spec.traffic.linkerd: not known in v1alpha1",
                        "spec.traffic.nginxIngress.host: not known in v1alpha1",
                        "spec.steps[0].pause.for: not known in v1alpha1"),
                problem(
                        "no analysis",
                        "analysis: {preset: spring-boot}",
                        "",
                        "spec.analysis: got nothing, expected at least a preset"),
                problem(
                        "no preset",
                        "{preset: spring-boot}",
                        "{}",
                        "spec.analysis.preset: got nothing, expected one of [istio, nginx-ingress, spring-boot]"),
                problem(
                        "an unknown preset",
                        "spring-boot",
                        "quarkus",
                        "spec.analysis.preset: got 'quarkus', expected one of [istio, nginx-ingress, spring-boot]"),
                analysis(
                        "interval: 0s",
                        "spec.analysis.interval: got '0s', expected 1s or more, written as 15s, 5m or 1h30m"),
                analysis(
                        "falseRollbackProbability: 1.5",
                        "spec.analysis.falseRollbackProbability: got '1.5', expected more than 0.0, less than 0.5"),
                analysis(
                        "falsePromotionProbability: 0",
                        "spec.analysis.falsePromotionProbability: got '0.0', expected more than 0.0, less than 0.5"),
                analysis("minRequests: -1", "spec.analysis.minRequests: got '-1', expected 0 or more"),
                analysis(
                        "onInconclusive: rollback",
                        "spec.analysis.onInconclusive: got 'rollback', expected one of [hold, promote, rollBack]"),
                analysis(
                        "judge: {}",
                        "spec.analysis.judge: got 'none', expected exactly one of sequential, mannWhitney and threshold"),
                analysis(
                        "judge: {sequential: {alpha: 1}, threshold: {flagger: {}, argo: {}}}",
                        "spec.analysis.judge.sequential.alpha: not known in v1alpha1",
                        "spec.analysis.judge.threshold: got '2', expected exactly one of flagger and argo",
                        "spec.analysis.judge: got '2', expected exactly one of sequential, mannWhitney and threshold"),
                analysis(
                        "judge: {mannWhitney: {pass: 40, marginal: 50, allowedIncrease: 0.5, latency: p90}}",
                        "spec.analysis.judge.mannWhitney.lifetime: got nothing, expected how long a step is judged",
                        "spec.analysis.judge.mannWhitney.marginal: got '50.0', expected at most the pass, 40.0",
                        "spec.analysis.judge.mannWhitney.allowedIncrease: got '0.5', expected at least 1.0, at most 1000.0",
                        "spec.analysis.judge.mannWhitney.latency: got 'p90', expected one of [mean, p50, p95, p99]"),
                analysis(
                        "judge: {mannWhitney: {lifetime: 10m, analysisInterval: 20m}}",
                        "spec.analysis.judge.mannWhitney.analysisInterval: got '20m', expected at most the lifetime, 10m"),
                analysis(
                        "interval: 1m, judge: {mannWhitney: {lifetime: 10m, analysisInterval: 20s, lookback: 30s}}",
                        "spec.analysis.judge.mannWhitney.analysisInterval: got '20s', expected 1m or more, written as 15s, 5m or 1h30m",
                        "spec.analysis.judge.mannWhitney.lookback: got '30s', expected 1m or more, written as 15s, 5m or 1h30m"),
                analysis(
                        "judge: {threshold: {minSuccessRate: 99, maxLatencyMillis: 0, argo: {failureLimit: -1, count: 0}}}",
                        "spec.analysis.judge.threshold.minSuccessRate: got '99.0', expected at least 0.0, at most 1.0",
                        "spec.analysis.judge.threshold.maxLatencyMillis: got '0.0', expected more than 0.0, at most 8.64E7",
                        "spec.analysis.judge.threshold.argo.failureLimit: got '-1', expected 0 or more",
                        "spec.analysis.judge.threshold.argo.count: got '0', expected 1 or more"),
                analysis(
                        "stratifyBy: [uri, uri]",
                        "spec.analysis.stratifyBy: got '[uri, uri]', expected " + StratifyBy.EXPECTED),
                analysis(
                        "stratifyBy: [status]",
                        "spec.analysis.stratifyBy: got '[status]', expected " + StratifyBy.EXPECTED),
                analysis(
                        "stratifyBy: [uri], judge: {threshold: {flagger: {}}}",
                        "spec.analysis.stratifyBy: got '[uri]', expected none but for the sequential judge"),
                analysis(
                        "metrics: [{name: a, kind: errors, query: x, role: gate}]",
                        "spec.analysis.metrics[0].query: got 'x', expected nothing for the kind errors",
                        "spec.analysis.metrics[0].role: got 'gate', expected nothing for the kind errors"),
                analysis(
                        "metrics: [{name: a, kind: query, query: up, floor: 0.1, minDifference: -1}]",
                        "spec.analysis.metrics[0].floor: got '0.1', expected nothing for the kind query",
                        "spec.analysis.metrics[0].query: got 'up', expected " + QueryPlan.EXPECTED,
                        "spec.analysis.metrics[0].worse: got nothing, expected one of [higher, lower]",
                        "spec.analysis.metrics[0].minDifference: got '-1.0', expected at least 0.0, at most 1.0E300",
                        "spec.analysis.metrics: got '[a]', expected at least one that a promotion needs: not only queries to watch"),
                analysis(
                        "metrics: [{name: a, kind: query, query: '{{version}}', worse: lower, role: gate}], judge: {threshold: {flagger: {}}}",
                        "spec.analysis.metrics[0].kind: got 'query', expected no query but for the sequential judge"),
                analysis(
                        "show: [{name: a, query: up}, {name: b, query: '{{version}}'}, {name: b, query: '{{version}}', unit: s}]",
                        "spec.analysis.show[0].query: got 'up', expected " + QueryPlan.EXPECTED,
                        "spec.analysis.show[2].unit: not known in v1alpha1",
                        "spec.analysis.show[2].name: got 'b', expected a name of its own"),
                analysis("metrics: []", "spec.analysis.metrics: got '0', expected 1 to 10 metrics"),
                analysis(
                        "metrics: [{name: a, kind: errors}, {name: a, kind: latency}]",
                        "spec.analysis.metrics[1].name: got 'a', expected a name of its own"),
                analysis(
                        "metrics: [{name: a, kind: cpu, weight: 0, tolerance: 11, floor: 1, margin: 0, harmBudget: 2}]",
                        "spec.analysis.metrics[0].kind: got 'cpu', expected one of [errors, latency, query]",
                        "spec.analysis.metrics[0].weight: got '0.0', expected more than 0.0, at most 1000.0",
                        "spec.analysis.metrics[0].tolerance: got '11.0', expected at least 0.0, at most 10.0",
                        "spec.analysis.metrics[0].floor: got '1.0', expected at least 0.0, less than 1.0",
                        "spec.analysis.metrics[0].margin: got '0.0', expected more than 0.0, at most 10.0",
                        "spec.analysis.metrics[0].harmBudget: got '2.0', expected more than 0.0, at most 1.0"),
                problem(
                        "bad safety",
                        "steps:",
                        "safety: {noDataDeadline: 0s, onNoData: promote, undo: 1}\nsteps:",
                        "spec.safety.undo: not known in v1alpha1",
                        "spec.safety.noDataDeadline: got '0s', expected 1s or more, written as 15s, 5m or 1h30m",
                        "spec.safety.onNoData: got 'promote', expected one of [hold, rollBack]"),
                problem(
                        "bad freeze windows",
                        "steps:",
                        "safety: {freeze: [{cron: 0 18 * *, duration: 1s, timeZone: Berlin, name: a}, {}]}\nsteps:",
                        "spec.safety.freeze[0].name: not known in v1alpha1",
                        "spec.safety.freeze[0].cron: got '0 18 * *', expected five fields, minute, hour, day of month, month,"
                                + " day of week, such as '0 18 * * FRI' (Cron expression contains 4 parts but we expect one of [5])",
                        "spec.safety.freeze[0].duration: got '1s', expected 1m or more, written as 15s, 5m or 1h30m",
                        "spec.safety.freeze[0].timeZone: got 'Berlin', expected a time zone such as Europe/Berlin or UTC",
                        "spec.safety.freeze[1].cron: got nothing, expected five fields, minute, hour, day of month, month,"
                                + " day of week, such as '0 18 * * FRI'",
                        "spec.safety.freeze[1].duration: got nothing, expected how long it lasts, such as 2h"),
                problem(
                        "a deadline before the end of a patient judge's step",
                        "steps: [{weight: 5}, {weight: 25}]\nanalysis: {",
                        "safety: {progressDeadline: 1h}\nsteps: [{weight: 5}]\nanalysis: {judge: {mannWhitney: {lifetime: 1h}}, ",
                        "spec.safety.progressDeadline: got '1h', expected 1h1m1s or more, written as 15s, 5m or 1h30m"),
                problem(
                        "a deadline before the end of many measurements",
                        "steps: [{weight: 5}, {weight: 25}]\nanalysis: {",
                        "safety: {progressDeadline: 1m}\nsteps: [{weight: 5}]\nanalysis: {judge: {threshold: {argo: {count: 5}}}, ",
                        "spec.safety.progressDeadline: got '1m', expected 2m16s or more, written as 15s, 5m or 1h30m"),
                problem(
                        "a deadline before the end of a step",
                        "steps: [{weight: 5}",
                        "safety: {progressDeadline: 10m}\nsteps: [{weight: 5, minDuration: 9m}",
                        "spec.safety.progressDeadline: got '10m', expected 10m1s or more, written as 15s, 5m or 1h30m"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void tellsAllProblemsAtOnce(String yaml, List<String> expected) {
        Checked checked = check(yaml);

        assertThat(checked).isEqualTo(new Checked.Invalid(expected));
    }

    @Test
    void aMissingSpecIsAProblem() {
        assertThat(SpecCheck.check(null)).isEqualTo(new Checked.Invalid(List.of("spec: got nothing, expected a spec")));
    }

    @Test
    void anEmptySpecTellsOfEveryRequiredField() {
        assertThat(check("{}"))
                .isEqualTo(new Checked.Invalid(List.of(
                        "spec.versions: got '0', expected exactly two versions",
                        "spec.desired: got nothing, expected a name in spec.versions []",
                        "spec.traffic: got nothing, expected exactly one of gatewayApi, istio, kubernetes and nginxIngress",
                        "spec.analysis: got nothing, expected at least a preset",
                        "spec.steps: got '0', expected 1 to 50 steps")));
    }

    private static Arguments problem(String name, String replaced, String by, String... expected) {
        assertThat(SMALLEST).contains(replaced);
        return argumentSet(name, SMALLEST.replace(replaced, by), List.of(expected));
    }

    private static Arguments analysis(String field, String... expected) {
        return problem(field, "preset: spring-boot", "preset: spring-boot, " + field, expected);
    }

    private static Step step(int weight) {
        return new Step(Weight.of(weight), Duration.ZERO, Step.Exit.ON_VERDICT);
    }

    private static ReleaseSpec valid(Checked checked) {
        return ((Checked.Valid) checked).spec();
    }

    private static Checked check(String yaml) {
        return SpecCheck.check(Serialization.unmarshal(yaml, CanaryReleaseSpec.class));
    }
}
