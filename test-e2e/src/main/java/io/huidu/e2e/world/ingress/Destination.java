package io.huidu.e2e.world.ingress;

/** Where a routing object sends requests. */
public sealed interface Destination {

    String namespace();

    /** A name of its own among all destinations, of letters, digits, dots, hyphens and underscores. */
    String id();

    /** A Service, as an Ingress names it, and a VirtualService without subsets. */
    record OfService(String namespace, String service) implements Destination {
        @Override
        public String id() {
            return namespace + "_" + service;
        }
    }

    /** A subset of a Service's pods, as a VirtualService names it and a DestinationRule defines it. */
    record OfSubset(String namespace, String service, String subset) implements Destination {
        @Override
        public String id() {
            return namespace + "_" + service + "_" + subset;
        }
    }
}
