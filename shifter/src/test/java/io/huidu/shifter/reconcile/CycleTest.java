package io.huidu.shifter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Config;
import io.huidu.shifter.rollout.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CycleTest {

    private final Bench bench = new Bench();

    @Test
    void releasesStepByStepOnVerdictsAlone() {
        bench.settle();
        bench.desire("v2");

        bench.settle();
        assertThat(bench.share()).isEqualTo(Weight.of(25));

        bench.settle();
        assertThat(bench.share()).as("without a verdict").isEqualTo(Weight.of(25));

        bench.hear(Verdict.PROMOTE);
        bench.settle();

        assertThat(bench.share()).isEqualTo(Weight.ALL);
        assertThat(bench.status().memory().serving()).contains("v2");
        assertThat(bench.news()).contains("tell io.huidu.release.promoted.v1");
    }

    @Test
    void recordsARiseBeforeItWritesIt() {
        running();

        bench.hear(Verdict.PROMOTE);
        bench.settle();

        List<String> news = bench.news();
        assertThat(news.indexOf("status")).isLessThan(news.indexOf("route v2 100 %"));
        assertThat(news).containsSubsequence("status", "tell io.huidu.release.weight-shifted.v1", "route v2 100 %");
    }

    @Test
    void writesARollbackBeforeItRecordsItAndRecordsItBeforeItTells() {
        running();

        bench.hear(Verdict.ROLL_BACK);
        bench.settle();

        assertThat(bench.news())
                .startsWith("route v2 0 %", "status")
                .containsSubsequence(
                        "tell io.huidu.release.weight-shifted.v1", "status", "tell io.huidu.release.rolled-back.v1");
        assertThat(bench.share()).isEqualTo(Weight.ZERO);
        assertThat(metric("huidu_shifter_verdict_to_route_seconds_count", "verdict", "roll_back"))
                .isEqualTo(1.0);
        assertThat(metric("huidu_shifter_rollbacks_total", "reason", "ErrorsRegressed"))
                .isEqualTo(1.0);
    }

    @Test
    void abortsAReleaseWhosePodsReadOtherContent() {
        bench.config = new Config(Map.of("ConfigMap/app", "one"));
        running();

        bench.config = new Config(Map.of("ConfigMap/app", "two"));
        bench.cycle().run(Bench.KEY);

        assertThat(bench.share()).isEqualTo(Weight.ZERO);
        assertThat(bench.status()
                        .memory()
                        .release()
                        .orElseThrow()
                        .ending()
                        .orElseThrow()
                        .message())
                .contains("ConfigMap/app");
    }

    @Test
    void rollsBackWhileKafkaIsAwayAndTheStatusIsContended() {
        running();
        bench.hear(Verdict.ROLL_BACK);
        bench.kafkaReachable = false;
        bench.lookAtKafka();
        bench.conflicts = 3;

        bench.cycle().run(Bench.KEY);

        assertThat(bench.share()).isEqualTo(Weight.ZERO);
        assertThat(bench.news()).containsExactly("route v2 0 %", "conflict");
    }

    @Test
    void rollsBackWhileDeploymentsCannotBeRead() {
        running();
        bench.hear(Verdict.ROLL_BACK);
        bench.workloadsFail = true;

        bench.cycle().run(Bench.KEY);
        bench.cycle().run(Bench.KEY);

        assertThat(bench.share()).isEqualTo(Weight.ZERO);
        assertThat(bench.status().memory().release()).as("has ended").isEmpty();
    }

    @Test
    void doesNotRiseWhileDeploymentsCannotBeRead() {
        running();
        bench.hear(Verdict.PROMOTE);
        bench.workloadsFail = true;

        bench.settle();

        assertThat(bench.share()).isEqualTo(Weight.of(25));
    }

    @Test
    void failsWhenNothingRunsAndDeploymentsCannotBeRead() {
        bench.workloadsFail = true;

        assertThatThrownBy(() -> bench.cycle().run(Bench.KEY)).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void tellsNobodyOfWhatIsNotRecorded() {
        bench.settle();
        bench.desire("v2");
        bench.news();
        bench.conflicts = 1;

        Duration again = bench.cycle().run(Bench.KEY).orElseThrow();

        assertThat(bench.news()).containsExactly("conflict");
        assertThat(again).as("looks again at once").isEqualTo(Duration.ZERO);
        assertThat(bench.registry.getSampleValue("huidu_shifter_status_conflicts_total"))
                .isEqualTo(1.0);
    }

    @Test
    void sendsAfterARestartWhatWasRecordedAndNotSent() {
        running();
        bench.delivered.clear();
        bench.messagesFail = true;
        bench.hear(Verdict.ROLL_BACK);
        bench.settle();
        assertThat(bench.delivered).isEmpty();
        assertThat(bench.status().untold()).hasSize(2);

        bench.restart();
        bench.messagesFail = false;
        bench.cycle().run(Bench.KEY);

        assertThat(bench.delivered)
                .containsExactly("shop/servicea/12345678-1/back", "shop/servicea/12345678-1/rolled-back");
    }

    @Test
    void takesWhatHasArrivedOutOfTheStatusWithTheNextWrite() {
        running();
        bench.hear(Verdict.PROMOTE);
        bench.cycle().run(Bench.KEY);
        assertThat(bench.status().untold()).isNotEmpty();

        bench.settle();
        bench.cycle().run(Bench.KEY);
        assertThat(bench.status().untold()).isEmpty();
        bench.news();

        bench.cycle().run(Bench.KEY);
        assertThat(bench.news()).as("written once").doesNotContain("status");
    }

    @Test
    void recordsAndTellsOfARollbackWhoseRouteCannotBeWrittenAndTriesAgain() {
        running();
        bench.hear(Verdict.ROLL_BACK);
        bench.routeFails = true;

        Duration again = bench.cycle().run(Bench.KEY).orElseThrow();

        assertThat(bench.news()).startsWith("status").contains("tell io.huidu.release.weight-shifted.v1");
        assertThat(bench.release().ending()).isPresent();
        assertThat(again).isLessThanOrEqualTo(Duration.ofSeconds(1));

        bench.routeFails = false;
        bench.settle();

        assertThat(bench.share()).isEqualTo(Weight.ZERO);
    }

    @Test
    void writesNothingOnceEverythingIsAsItShouldBe() {
        running();
        bench.cycle().run(Bench.KEY);
        bench.news();

        bench.cycle().run(Bench.KEY);

        assertThat(bench.news())
                .as("the analysis is stated in every cycle; its port sends changes only")
                .containsExactly("analysis " + bench.release().request().id());
    }

    @Test
    void hasNothingToDoForAReleaseThatIsGone() {
        assertThat(bench.cycle().run(new io.huidu.events.ReleaseKey("shop", "gone")))
                .isEmpty();
    }

    @Test
    void countsReleasesByPhase() {
        running();

        assertThat(metric("huidu_shifter_releases", "phase", "progressing")).isEqualTo(1.0);
        assertThat(metric("huidu_shifter_releases", "phase", "serving")).isEqualTo(0.0);

        assertThat(bench.farewell().isDone(bench.read())).isTrue();

        assertThat(metric("huidu_shifter_releases", "phase", "progressing")).isEqualTo(0.0);
        assertThat(bench.status().face().orElseThrow().phase()).isEqualTo(Phase.PROGRESSING);
    }

    /** A release at its first step. */
    private void running() {
        bench.settle();
        bench.desire("v2");
        bench.settle();
        bench.settle();
        bench.news();
    }

    private Double metric(String name, String label, String value) {
        return bench.registry.getSampleValue(name, new String[] {label}, new String[] {value});
    }
}
