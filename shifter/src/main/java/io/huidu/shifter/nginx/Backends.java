package io.huidu.shifter.nginx;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two versions as the host's Ingress sees them.
 *
 * @param main the one that its rules lead to
 * @param other the one that only the canary Ingress leads to
 */
record Backends(Backend main, Backend other) {

    /** The versions of {@code split} that the rules of {@code ingress} lead to: none, one or both. */
    static List<Backend> named(Ingress ingress, Split split) {
        return Stream.of(split.stable(), split.canary())
                .filter(version -> leads(ingress, version))
                .toList();
    }

    static boolean leads(Ingress ingress, Backend version) {
        return ingress.getSpec().getRules().stream()
                .flatMap(Backends::paths)
                .anyMatch(path -> service(path).equals(Optional.of(version.service())));
    }

    static Backends of(Backend main, Split split) {
        return new Backends(main, main.equals(split.stable()) ? split.canary() : split.stable());
    }

    /** The canary's weight as the other version's, and the other way round. */
    Weight turned(Weight weight, Split split) {
        return other.equals(split.canary()) ? weight : weight.rest();
    }

    static Stream<HTTPIngressPath> paths(IngressRule rule) {
        return Optional.ofNullable(rule.getHttp()).map(HTTPIngressRuleValue::getPaths).stream()
                .flatMap(List::stream);
    }

    static Optional<String> service(HTTPIngressPath path) {
        return Optional.ofNullable(path.getBackend())
                .map(IngressBackend::getService)
                .map(IngressServiceBackend::getName);
    }
}
