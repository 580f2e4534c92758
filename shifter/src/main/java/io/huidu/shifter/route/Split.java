package io.huidu.shifter.route;

/**
 * The two ends of a split, and the objects that hold it.
 *
 * @param namespace where the objects are
 * @param route the routing object's name: the VirtualService, or the Ingress of the stable host
 * @param stable the version that gets what the canary doesn't
 * @param canary the version whose weight is asked for
 */
public record Split(String namespace, String route, Backend stable, Backend canary) {

    /**
     * One version as a routing object names it.
     *
     * @param version its name, which is also the name of its Istio subset
     * @param service its Kubernetes Service
     * @param workload its Deployment
     */
    public record Backend(String version, String service, String workload) {

        /** A version whose Deployment has the name of its Service. */
        public Backend(String version, String service) {
            this(version, service, service);
        }
    }
}
