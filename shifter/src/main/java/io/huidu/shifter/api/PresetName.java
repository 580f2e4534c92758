package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For the schema: the written forms of {@link io.huidu.events.Preset}. */
enum PresetName {
    @JsonProperty("spring-boot")
    SPRING_BOOT,
    @JsonProperty("istio")
    ISTIO,
    @JsonProperty("nginx-ingress")
    NGINX_INGRESS
}
