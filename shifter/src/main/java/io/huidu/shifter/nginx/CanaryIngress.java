package io.huidu.shifter.nginx;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Shares;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Ingress that Huidu keeps beside the host's: the same hosts and paths, as far as they lead to the main version,
 * with the other version behind them.
 *
 * <p>Source: ingress-nginx's documentation of annotations, "Canary": {@code canary-weight} of {@code
 * canary-weight-total} (100 unless said) requests go to the canary Ingress's Service, the rest to the main one's; all
 * other annotations are those of the main Ingress, as is its TLS; one canary Ingress per rule.
 */
final class CanaryIngress {

    static final String CANARY = "nginx.ingress.kubernetes.io/canary";
    static final String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";
    static final String TOTAL = "nginx.ingress.kubernetes.io/canary-weight-total";
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String HUIDU = "huidu";

    /** Older than {@code spec.ingressClassName}, and still how many an Ingress finds its controller. */
    private static final String CLASS = "kubernetes.io/ingress.class";

    private CanaryIngress() {}

    static String name(String main) {
        return main + "-canary";
    }

    static boolean isOurs(Ingress ingress) {
        return HUIDU.equals(labels(ingress).get(MANAGED_BY));
    }

    /** The canary Ingress that sends {@code routing} to the other version; keeps what others wrote to {@code before}. */
    static Ingress of(Ingress main, Backends backends, Routing routing, Optional<Ingress> before) {
        var metadata = before.map(IngressBuilder::new)
                .orElseGet(IngressBuilder::new)
                .editOrNewMetadata()
                .withName(name(main.getMetadata().getName()))
                .withNamespace(main.getMetadata().getNamespace())
                .addToLabels(MANAGED_BY, HUIDU)
                .removeFromAnnotations(TOTAL)
                .addToAnnotations(CANARY, "true")
                .addToAnnotations(WEIGHT, Integer.toString(routing.weight().percent()))
                .withOwnerReferences(owner(main));
        CanaryMatches.ANNOTATIONS.forEach(metadata::removeFromAnnotations);
        metadata.addToAnnotations(CanaryMatches.annotations(routing.matches()));
        Optional.ofNullable(annotations(main).get(CLASS)).ifPresent(name -> metadata.addToAnnotations(CLASS, name));
        return metadata.endMetadata()
                .withNewSpec()
                .withIngressClassName(main.getSpec().getIngressClassName())
                .withRules(rules(main, backends))
                .endSpec()
                .build();
    }

    /**
     * The requests that {@code ours} takes whatever its weight.
     *
     * @throws IllegalArgumentException when they aren't as they were written
     */
    static List<Match> matches(Ingress ours) {
        return CanaryMatches.read(annotations(ours));
    }

    /**
     * What {@code ours} gives to the other version: neither nothing nor everything while it isn't made for the host's
     * rules as they are now.
     *
     * @throws IllegalArgumentException when it isn't a canary Ingress, or its weights aren't numbers
     */
    static Weight share(Ingress ours, Ingress main, Backends backends) {
        Map<String, String> annotations = annotations(ours);
        require("true".equals(annotations.get(CANARY)), CANARY, annotations.get(CANARY), "true");
        long total = number(annotations, TOTAL, "100");
        require(total > 0, TOTAL, annotations.get(TOTAL), "more than 0");
        long weight = Backends.leads(ours, backends.main()) ? 0 : Math.min(number(annotations, WEIGHT, "0"), total);
        Weight share = Shares.of(weight, total);
        return ours.getSpec().getRules().equals(rules(main, backends)) ? share : Shares.partial(share);
    }

    private static long number(Map<String, String> annotations, String key, String otherwise) {
        String text = annotations.getOrDefault(key, otherwise);
        require(text.matches("\\d{1,9}"), key, text, "a whole number");
        return Long.parseLong(text);
    }

    private static void require(boolean ok, String annotation, @Nullable String got, String expected) {
        if (!ok) {
            throw new IllegalArgumentException(
                    "annotation %s: got '%s', expected %s".formatted(annotation, got, expected));
        }
    }

    private static List<IngressRule> rules(Ingress main, Backends backends) {
        return main.getSpec().getRules().stream()
                .filter(rule -> !paths(rule, backends).isEmpty())
                .map(rule -> new IngressRuleBuilder()
                        .withHost(rule.getHost())
                        .withNewHttp()
                        .withPaths(paths(rule, backends))
                        .endHttp()
                        .build())
                .toList();
    }

    private static List<HTTPIngressPath> paths(IngressRule rule, Backends backends) {
        return Backends.paths(rule)
                .filter(path -> Backends.service(path)
                        .equals(Optional.of(backends.main().service())))
                .map(path -> new HTTPIngressPathBuilder(path)
                        .editBackend()
                        .editService()
                        .withName(backends.other().service())
                        .endService()
                        .endBackend()
                        .build())
                .toList();
    }

    private static OwnerReference owner(Ingress main) {
        return new OwnerReferenceBuilder()
                .withApiVersion(main.getApiVersion())
                .withKind(main.getKind())
                .withName(main.getMetadata().getName())
                .withUid(main.getMetadata().getUid())
                .build();
    }

    private static Map<String, String> annotations(Ingress ingress) {
        return Optional.ofNullable(ingress.getMetadata().getAnnotations()).orElseGet(Map::of);
    }

    private static Map<String, String> labels(Ingress ingress) {
        return Optional.ofNullable(ingress.getMetadata().getLabels()).orElseGet(Map::of);
    }
}
