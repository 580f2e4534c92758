package io.huidu.shifter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Phase;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ReleaseCollectorTest {

    private static final Instant STARTED = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<ReleaseKey, Standing> releases = new ConcurrentHashMap<>();
    private final CollectorRegistry registry = new CollectorRegistry();

    ReleaseCollectorTest() {
        registry.register(new ReleaseCollector(releases));
    }

    @Test
    void tellsWhatWasAskedForBesideWhatIsSeen() throws IOException {
        releases.put(new ReleaseKey("shop", "servicea"), running(Optional.of(Weight.of(20))));

        assertThat(text())
                .contains("huidu_shifter_release_weight_asked_ratio{namespace=\"shop\",release=\"servicea\",} 0.25")
                .contains("huidu_shifter_release_weight_observed_ratio{namespace=\"shop\",release=\"servicea\",} 0.2")
                .contains("huidu_shifter_release_route_applied{namespace=\"shop\",release=\"servicea\",} 0.0")
                .contains("huidu_shifter_release_step{namespace=\"shop\",release=\"servicea\",} 2.0")
                .contains("huidu_shifter_release_waits{namespace=\"shop\",release=\"servicea\","
                        + "reason=\"RouteNotAsAsked\",} 1.0");
    }

    @Test
    void leavesOutWhatIsntKnownAndWhatDoesntRun() throws IOException {
        releases.put(new ReleaseKey("shop", "unread"), running(Optional.empty()));
        releases.put(new ReleaseKey("shop", "idle"), new Standing(Phase.SERVING, Optional.empty()));

        assertThat(text())
                .doesNotContain("idle")
                .doesNotContain("weight_observed_ratio{")
                .contains("huidu_shifter_releases{phase=\"serving\",} 1.0");
    }

    @Test
    void staysSmallHoweverManyReleasesRun() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            releases.put(new ReleaseKey("shop", "service-" + i), running(Optional.of(Weight.of(20))));
        }

        assertThat(text().lines().filter(line -> !line.startsWith("#")).count())
                .isEqualTo(ReleaseCollector.MOST * 8L + Phase.values().length + 1);
        assertThat(text()).contains("huidu_shifter_releases_not_shown 19500.0");
    }

    private static Standing running(Optional<Weight> observed) {
        return new Standing(
                Phase.PROGRESSING,
                Optional.of(new Standing.Running(
                        Weight.of(25), observed, false, 2, 4, STARTED, STARTED, Reason.ROUTE_NOT_AS_ASKED)));
    }

    private String text() throws IOException {
        StringWriter text = new StringWriter();
        TextFormat.write004(text, registry.metricFamilySamples());
        return text.toString();
    }
}
