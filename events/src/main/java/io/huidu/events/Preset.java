package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** A family of metrics that the analyzer knows how to read. */
public enum Preset {
    /** Micrometer's {@code http_server_requests_seconds}, scraped from the pods. */
    SPRING_BOOT("spring-boot"),
    /** The mesh's {@code istio_requests_total} and {@code istio_request_duration_milliseconds}. */
    ISTIO("istio"),
    /** The ingress controller's {@code nginx_ingress_controller_requests} and its duration histogram. */
    NGINX_INGRESS("nginx-ingress");

    private final String presetName;

    Preset(String presetName) {
        this.presetName = presetName;
    }

    @JsonValue
    public String presetName() {
        return presetName;
    }

    @JsonCreator
    public static Preset of(String name) {
        return Arrays.stream(values())
                .filter(p -> p.presetName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("analysis.preset: got '%s', expected one of %s"
                        .formatted(
                                name,
                                Arrays.stream(values()).map(Preset::presetName).toList())));
    }
}
