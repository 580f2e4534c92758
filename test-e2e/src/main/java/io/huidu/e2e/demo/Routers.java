package io.huidu.e2e.demo;

import io.huidu.e2e.demo.Scene.Opening;
import io.huidu.e2e.world.Router;
import io.huidu.shifter.api.CanaryReleaseSpec;
import io.huidu.shifter.api.CanaryReleaseSpec.GatewayApi;
import io.huidu.shifter.api.CanaryReleaseSpec.Istio;
import io.huidu.shifter.api.CanaryReleaseSpec.NginxIngress;
import java.util.List;

/** What a release asks of the shop's router. */
final class Routers {

    private static final String NAME = "servicea";

    private Routers() {}

    /** The spec's {@code traffic}. */
    static CanaryReleaseSpec.Traffic traffic(Router router) {
        CanaryReleaseSpec.Traffic traffic = new CanaryReleaseSpec.Traffic();
        switch (router) {
            case ISTIO -> {
                traffic.istio = new Istio();
                traffic.istio.virtualService = NAME;
                traffic.istio.destinationRule = NAME;
            }
            case GATEWAY -> {
                traffic.gatewayApi = new GatewayApi();
                traffic.gatewayApi.httpRoute = NAME;
            }
            case NGINX -> {
                traffic.nginxIngress = new NginxIngress();
                traffic.nginxIngress.ingress = NAME;
            }
        }
        return traffic;
    }

    /** How a version can begin without a weight. */
    static List<Opening> opening(Router router) {
        return switch (router) {
            case ISTIO, GATEWAY -> List.of(Opening.TESTERS, Opening.MIRROR);
            case NGINX -> List.of(Opening.TESTERS); // a canary Ingress has no mirror
        };
    }
}
