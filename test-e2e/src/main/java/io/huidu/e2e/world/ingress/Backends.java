package io.huidu.e2e.world.ingress;

import java.net.InetSocketAddress;
import java.util.List;

/** Knows the addresses behind a destination, as EndpointSlices would: a world without a kubelet has none. */
@FunctionalInterface
public interface Backends {

    /** The ready ones, none when nobody answers there. Asked at every change of a route, and at {@code refresh}. */
    List<InetSocketAddress> of(Destination destination);
}
