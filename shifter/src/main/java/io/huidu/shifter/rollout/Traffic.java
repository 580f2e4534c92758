package io.huidu.shifter.rollout;

/** The object that splits the traffic, in the namespace of the resource. */
public sealed interface Traffic {

    /** The object's name. */
    String route();

    /** An Istio VirtualService. */
    record Istio(String virtualService) implements Traffic {
        @Override
        public String route() {
            return virtualService;
        }
    }

    /** The Ingress of the stable host, for the NGINX Ingress Controller. */
    record NginxIngress(String ingress) implements Traffic {
        @Override
        public String route() {
            return ingress;
        }
    }
}
