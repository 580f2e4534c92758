package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.counting.Side;
import io.huidu.events.Preset;
import io.huidu.events.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionSelectorsTest {

    private static final Version V2 = new Version("v2", "servicea-v2", "servicea-v2-http", Map.of());

    @Test
    void selectsPodsOfADeploymentWithSpringBoot() {
        VersionSelectors selectors = selectors(Preset.SPRING_BOOT, V2);

        assertThat(texts(requestsOf(selectors)))
                .containsExactly("http_server_requests_seconds_count{uri!~\"/actuator.*\",namespace=\"shop\","
                        + "pod=~\"servicea-v2-[a-z0-9]+-[a-z0-9]{5}\"}");
        assertThat(texts(selectors.of(selectors.metrics().buckets())))
                .containsExactly("http_server_requests_seconds_bucket{uri!~\"/actuator.*\",namespace=\"shop\","
                        + "pod=~\"servicea-v2-[a-z0-9]+-[a-z0-9]{5}\"}");
        assertThat(texts(selectors.of("process_start_time_seconds")))
                .containsExactly("process_start_time_seconds{namespace=\"shop\","
                        + "pod=~\"servicea-v2-[a-z0-9]+-[a-z0-9]{5}\"}");
    }

    @Test
    void selectsTheDestinationsOwnReportsWithIstio() {
        VersionSelectors selectors = selectors(Preset.ISTIO, V2);

        assertThat(texts(requestsOf(selectors)))
                .containsExactly("istio_requests_total{reporter=\"destination\","
                        + "destination_workload_namespace=\"shop\",destination_workload=\"servicea-v2\"}");
        assertThat(texts(selectors.of(selectors.metrics().buckets())))
                .containsExactly("istio_request_duration_milliseconds_bucket{reporter=\"destination\","
                        + "destination_workload_namespace=\"shop\",destination_workload=\"servicea-v2\"}");
        assertThat(selectors.metrics().processStart()).isEmpty();
    }

    @Test
    void selectsAVersionAsMainAndAsCanaryBackendWithNginxIngress() {
        VersionSelectors selectors = selectors(Preset.NGINX_INGRESS, V2);

        assertThat(texts(requestsOf(selectors)))
                .containsExactly(
                        "nginx_ingress_controller_requests{exported_namespace=\"shop\","
                                + "exported_service=\"servicea-v2-http\",canary=\"\"}",
                        "nginx_ingress_controller_requests{exported_namespace=\"\",namespace=\"shop\","
                                + "service=\"servicea-v2-http\",canary=\"\"}",
                        "nginx_ingress_controller_requests{canary=~\"shop-servicea-v2-http-[a-z0-9]+\"}");
    }

    @Test
    void takesTheVersionsOwnLabelsInsteadOfThePresets() {
        Version own = new Version("v2", "servicea-v2", "servicea-v2", Map.of("version", "v2", "app", "servicea"));

        VersionSelectors selectors = selectors(Preset.SPRING_BOOT, own);

        assertThat(texts(requestsOf(selectors)))
                .containsExactly("http_server_requests_seconds_count{uri!~\"/actuator.*\","
                        + "app=\"servicea\",version=\"v2\"}");
    }

    @Test
    void escapesWhatPromQlWouldMisread() {
        Version odd = new Version("v2", "servicea-v2", "servicea-v2", Map.of("path", "C:\\\"x\"\n"));

        assertThat(texts(requestsOf(selectors(Preset.ISTIO, odd))))
                .containsExactly("istio_requests_total{reporter=\"destination\",path=\"C:\\\\\\\"x\\\"\\n\"}");
    }

    @Test
    void quotesNamesInExpressions() {
        Version dotted = new Version("v2", "servicea.v2", "servicea", Map.of());

        assertThat(texts(selectors(Preset.SPRING_BOOT, dotted).of("process_start_time_seconds")))
                .containsExactly("process_start_time_seconds{namespace=\"shop\","
                        + "pod=~\"servicea\\\\.v2-[a-z0-9]+-[a-z0-9]{5}\"}");
    }

    @Test
    void asksForRawSamplesToTheMillisecond() {
        Selector selector = requestsOf(selectors(Preset.ISTIO, V2)).getFirst();

        assertThat(selector.over(Duration.ofMillis(15_001))).endsWith("}[15001ms]");
    }

    private static List<Selector> requestsOf(VersionSelectors selectors) {
        return selectors.of(selectors.metrics().requests());
    }

    private static VersionSelectors selectors(Preset preset, Version version) {
        return new VersionSelectors(PresetMetrics.of(preset), Side.CANARY, "shop", version, List.of());
    }

    private static List<String> texts(List<Selector> selectors) {
        return selectors.stream().map(Selector::toString).toList();
    }
}
