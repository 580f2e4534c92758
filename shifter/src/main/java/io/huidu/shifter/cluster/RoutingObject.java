package io.huidu.shifter.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Split;
import java.util.Optional;

/** A router that writes one object of the API server. */
public interface RoutingObject extends Router {

    /** The object that it writes, read afresh; empty when there is none. */
    Optional<? extends HasMetadata> find(Split split);
}
