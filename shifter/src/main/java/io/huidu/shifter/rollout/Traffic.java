package io.huidu.shifter.rollout;

import io.huidu.shifter.route.Ability;

/** The object that splits the traffic, in the namespace of the resource. */
public sealed interface Traffic {

    /** What can be asked of its router. */
    Ability ability();

    /** The object's name. */
    String route();

    /** An Istio VirtualService. */
    record Istio(String virtualService) implements Traffic {
        @Override
        public Ability ability() {
            return Ability.ISTIO;
        }

        @Override
        public String route() {
            return virtualService;
        }
    }

    /** The Ingress of the stable host, for the NGINX Ingress Controller. */
    record NginxIngress(String ingress) implements Traffic {
        @Override
        public Ability ability() {
            return Ability.NGINX_INGRESS;
        }

        @Override
        public String route() {
            return ingress;
        }
    }
}
