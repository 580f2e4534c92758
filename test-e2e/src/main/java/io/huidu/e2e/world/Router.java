package io.huidu.e2e.world;

import java.util.Locale;

/** By which kind of object the shop's traffic is led. */
public enum Router {
    /** A VirtualService, and a DestinationRule with its subsets. */
    ISTIO("/world/shop-virtualservice.yaml"),
    /** An HTTPRoute. */
    GATEWAY("/world/shop-httproute.yaml"),
    /** An Ingress. */
    NGINX("/world/shop-ingress.yaml");

    private final String manifest;

    Router(String manifest) {
        this.manifest = manifest;
    }

    /** What the team has written of it before it takes Huidu: all traffic on v1. */
    public String manifest() {
        return manifest;
    }

    /** As it is given on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
