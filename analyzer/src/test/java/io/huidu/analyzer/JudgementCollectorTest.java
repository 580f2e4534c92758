package io.huidu.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.Counts;
import io.huidu.events.DataState;
import io.huidu.events.Estimate;
import io.huidu.events.Evidence;
import io.huidu.events.Judgement;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricReport;
import io.huidu.events.QuantileShift;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Verdict;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementCollectorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final CollectorRegistry registry = new CollectorRegistry();
    private final JudgementCollector collector = new JudgementCollector(() -> NOW).register(registry);

    @Test
    void tellsTheEvidenceOfEachMetricBesideItsBound() throws IOException {
        collector.judged(judgement("servicea", List.of(report("latency"))));

        assertThat(text())
                .contains("huidu_analyzer_release_evidence{namespace=\"shop\",release=\"servicea\",metric=\"latency\","
                        + "hypothesis=\"as-good\",} 1.5")
                .contains("huidu_analyzer_release_evidence_bound{namespace=\"shop\",release=\"servicea\","
                        + "metric=\"latency\",hypothesis=\"as-good\",} 4.6")
                .contains("huidu_analyzer_release_requests_total{namespace=\"shop\",release=\"servicea\","
                        + "metric=\"latency\",version=\"canary\",} 250.0")
                .contains("huidu_analyzer_release_latency_seconds{namespace=\"shop\",release=\"servicea\","
                        + "metric=\"latency\",version=\"baseline\",quantile=\"0.95\",} 0.012")
                .contains("huidu_analyzer_lag_seconds 20.0");
    }

    @Test
    void forgetsAReleaseThatEnded() throws IOException {
        collector.judged(judgement("servicea", List.of(report("errors"))));
        collector.ended(new ReleaseKey("shop", "servicea"));

        assertThat(text()).doesNotContain("servicea").contains("huidu_analyzer_lag_seconds 0.0");
    }

    @Test
    void staysSmallHoweverManyReleasesThereAre() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            collector.judged(judgement("service-%d".formatted(i), Collections.nCopies(15, report("latency"))));
        }

        assertThat(text().lines().filter(line -> !line.startsWith("#")).count())
                .isEqualTo(JudgementCollector.MOST * JudgementCollector.MOST_METRICS * 13L + 2);
        assertThat(text()).contains("huidu_analyzer_releases_not_shown 19500.0");
    }

    private String text() throws IOException {
        StringWriter text = new StringWriter();
        TextFormat.write004(text, registry.metricFamilySamples());
        return text.toString();
    }

    private static Judgement judgement(String release, List<MetricReport> reports) {
        return new Judgement(
                new ReleaseKey("shop", release),
                "shop/%s/0-1".formatted(release),
                "shop/%s/0-1/0".formatted(release),
                0,
                3,
                NOW.minusSeconds(30),
                NOW.minusSeconds(20),
                Verdict.CONTINUE,
                Reason.NOT_ENOUGH_EVIDENCE,
                "Not yet.",
                DataState.EXACT,
                reports,
                Optional.empty(),
                Optional.empty());
    }

    private static MetricReport report(String name) {
        return new MetricReport(
                name,
                MetricKind.LATENCY,
                new Counts(1000, 10),
                new Counts(250, 5),
                Optional.of(30.0),
                Estimate.UNKNOWN,
                Estimate.UNKNOWN,
                Optional.of(new Evidence(1.5, 4.6)),
                Optional.of(new Evidence(-0.5, 3)),
                Optional.of(0.01),
                Optional.of(0.02),
                Optional.of(1.25),
                List.of(new QuantileShift(0.95, 12, 14, Estimate.UNKNOWN)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
