package io.huidu.shifter.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Weight;
import io.huidu.shifter.contract.IngressWorld;
import io.huidu.shifter.contract.RouterContract;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split.Backend;
import io.huidu.shifter.route.StringMatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnableKubernetesMockClient(crud = true)
class NginxIngressRouterTest extends RouterContract {

    // Set by the extension of the annotation.
    @SuppressWarnings("NullAway.Init")
    static KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init")
    static KubernetesClient client;

    @SuppressWarnings("NullAway.Init")
    IngressWorld world;

    @BeforeEach
    void makeWorld() {
        server.reset();
        world = new IngressWorld(client, client, "shop");
    }

    @Override
    protected World world() {
        return world;
    }

    @Test
    void makesACanaryIngressOfThePathsThatLeadToTheVersionAlone() {
        world.leadTo(world.split().stable());
        Ingress main = world.main().get();

        world.router().apply(world.split(), Routing.of(Weight.of(25)));

        Ingress expected = Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: servicea-canary
                spec:
                  ingressClassName: nginx
                  rules:
                    - host: a.example.org
                      http:
                        paths:
                          - {path: /, pathType: Prefix, backend: {service: {name: servicea-v2, port: {number: 80}}}}
                """, Ingress.class);
        assertThat(world.canaryIngress().getSpec()).isEqualTo(expected.getSpec());
        assertThat(world.canaryIngress().getMetadata().getAnnotations())
                .isEqualTo(Map.of(
                        "nginx.ingress.kubernetes.io/canary", "true",
                        "nginx.ingress.kubernetes.io/canary-weight", "25"));
        assertThat(world.canaryIngress().getMetadata().getLabels())
                .isEqualTo(Map.of("app.kubernetes.io/managed-by", "huidu"));
        assertThat(world.canaryIngress().getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner ->
                        assertThat(owner.getUid()).isEqualTo(main.getMetadata().getUid()));
        assertThat(world.main().get()).as("the host's Ingress").isEqualTo(main);
    }

    @ParameterizedTest(name = "{0} % of a canary that the host''s Ingress leads to")
    @CsvSource({"0, 100", "5, 95", "100, 0"})
    void givesTheCanaryIngressTheRestWhenTheHostsLeadsToTheCanary(int asked, String written) {
        world.leadTo(world.split().canary());
        world.router().apply(world.split(), Routing.of(Weight.of(50)));

        world.router().apply(world.split(), Routing.of(Weight.of(asked)));

        assertThat(world.canaryIngress().getMetadata().getAnnotations()).containsEntry(CanaryIngress.WEIGHT, written);
    }

    /** By it users stay on a version even at a weight of 0, so that neither a share nor a rollback would be true. */
    @Test
    void splitsNothingWhereTheHostKeepsUsersByAffinity() {
        world.leadTo(world.split().stable());
        world.router().apply(world.split(), Routing.of(Weight.of(25)));
        world.main()
                .edit(main -> new IngressBuilder(main)
                        .editMetadata()
                        .addToAnnotations("nginx.ingress.kubernetes.io/affinity", "cookie")
                        .endMetadata()
                        .build());
        String problem =
                "Ingress shop/servicea: annotation nginx.ingress.kubernetes.io/affinity: got 'cookie', expected"
                        + " none, for it keeps users where they were whatever the weight, even on a version that was rolled back;"
                        + " remove it";

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.Unclear(problem));
        assertThatThrownBy(() -> world.router().apply(world.split(), Routing.of(Weight.of(50))))
                .isInstanceOf(RouteException.class)
                .hasMessage(problem);

        world.router().apply(world.split(), Routing.NOTHING);

        assertThat(world.router().observe(world.split()))
                .as("without a canary Ingress nobody can stay behind it")
                .isEqualTo(new Route.At(Routing.NOTHING));
    }

    @Test
    void followsTheHostsRulesAtTheNextApply() {
        world.leadTo(world.split().stable());
        world.router().apply(world.split(), Routing.of(Weight.ALL));
        movePath("/renamed");

        assertThat(world.router().observe(world.split()))
                .as("not every path is split")
                .isEqualTo(new Route.At(Routing.of(Weight.of(99))));

        world.router().apply(world.split(), Routing.of(Weight.ALL));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.ALL)));
        assertThat(world.canaryIngress().getSpec().getRules())
                .flatExtracting(rule -> rule.getHttp().getPaths())
                .extracting(path -> path.getPath())
                .containsExactly("/renamed");
    }

    @ParameterizedTest
    @CsvSource({
        "EXACT, always, header-value, always",
        "PREFIX, a.b, header-pattern, '^(?:a\\.b.*)$'",
        "REGEX, a|b, header-pattern, ^(?:a|b)$"
    })
    void asksForHeadersAndCookiesAsTheControllerKnowsThem(
            StringMatch.Kind kind, String value, String annotation, String expected) {
        world.leadTo(world.split().stable());

        world.router()
                .apply(
                        world.split(),
                        Routing.NOTHING.matching(List.of(
                                Match.cookie("beta", StringMatch.exact("always")),
                                Match.userAgent(new StringMatch(kind, value)))));

        assertThat(world.canaryIngress().getMetadata().getAnnotations())
                .containsEntry("nginx.ingress.kubernetes.io/canary-by-cookie", "beta")
                .containsEntry("nginx.ingress.kubernetes.io/canary-by-header", "user-agent")
                .containsEntry("nginx.ingress.kubernetes.io/canary-by-" + annotation, expected)
                .containsEntry(CanaryIngress.WEIGHT, "0");
    }

    @Test
    void doesNotTakeMatchesThatSomebodyChangedForWhatWasAsked() {
        Routing asked = Routing.NOTHING.matching(List.of(Match.header("x-canary", StringMatch.exact("true"))));
        world.leadTo(world.split().stable());
        world.router().apply(world.split(), asked);
        annotate("nginx.ingress.kubernetes.io/canary-by-header", "x-other");

        assertThat(world.router().observe(world.split()))
                .isEqualTo(new Route.Unclear("Ingress shop/servicea-canary: annotation"
                        + " nginx.ingress.kubernetes.io/canary-by-header: got 'x-other', expected 'x-canary'"));

        world.router().apply(world.split(), asked);

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(asked));
    }

    @Test
    void saysThatMatchesCannotLeadToTheHostsOwnVersion() {
        world.leadTo(world.split().canary());

        assertThatThrownBy(() -> world.router()
                        .apply(
                                world.split(),
                                Routing.NOTHING.matching(List.of(Match.header("x-canary", StringMatch.exact("true"))))))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("its rules lead to v2 itself, but matches can only lead to the version behind the"
                        + " canary Ingress; let them lead to the Service servicea-v1");
    }

    @Test
    void readsAForeignTotal() {
        world.leadTo(world.split().stable());
        world.router().apply(world.split(), Routing.of(Weight.of(5)));
        annotate(CanaryIngress.TOTAL, "1000");

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(1))));

        world.router().apply(world.split(), Routing.of(Weight.of(5)));

        assertThat(world.canaryIngress().getMetadata().getAnnotations()).doesNotContainKey(CanaryIngress.TOTAL);
        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(5))));
    }

    @ParameterizedTest
    @CsvSource({
        "nginx.ingress.kubernetes.io/canary-weight, much, expected a whole number",
        "nginx.ingress.kubernetes.io/canary-weight-total, 0, expected more than 0",
        "nginx.ingress.kubernetes.io/canary, false, expected true"
    })
    void saysWhatItCannotReadAndMendsIt(String annotation, String value, String expected) {
        world.leadTo(world.split().stable());
        world.router().apply(world.split(), Routing.of(Weight.of(5)));
        annotate(annotation, value);

        assertThat(world.router().observe(world.split()))
                .isEqualTo(new Route.Unclear("Ingress shop/servicea-canary: annotation %s: got '%s', %s"
                        .formatted(annotation, value, expected)));

        world.router().apply(world.split(), Routing.of(Weight.of(5)));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(5))));
    }

    @Test
    void leavesACanaryIngressOfSomebodyElseAlone() {
        world.leadTo(world.split().stable());
        world.create("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: servicea-canary}
                spec: {defaultBackend: {service: {name: x, port: {number: 1}}}}
                """);
        Object before = world.written();
        String conflict = "Ingress shop/servicea-canary: has that name but not the label"
                + " app.kubernetes.io/managed-by=huidu; rename it, or delete it if nobody needs it";

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.Unclear(conflict));
        assertThatThrownBy(() -> world.router().apply(world.split(), Routing.of(Weight.of(5))))
                .isInstanceOf(RouteException.class)
                .hasMessage(conflict);
        world.router().release(world.split());

        assertThat(world.written()).isEqualTo(before);
    }

    @Test
    void doesNotGuessWhenTheHostsIngressLeadsToBoth() {
        world.leadTo(world.split().stable());
        replaceInMain("serviceb", "servicea-v2");

        assertThat(world.router().observe(world.split()))
                .isEqualTo(new Route.Unclear("Ingress shop/servicea: its rules lead to both of these two versions;"
                        + " expected rules with the backend Service servicea-v1 or servicea-v2, one of them"));
    }

    @Test
    void saysWhichServicesItLooksFor() {
        world.leadTo(new Backend("x", "somethingelse"));

        assertThat(world.router().observe(world.split()))
                .isEqualTo(new Route.Missing("Ingress shop/servicea: its rules lead to none of these two versions;"
                        + " expected rules with the backend Service servicea-v1 or servicea-v2, one of them"));
    }

    @Test
    void followsWhenTheHostTurnsItsIngressToTheOtherVersion() {
        world.leadTo(world.split().stable());
        world.router().apply(world.split(), Routing.of(Weight.ALL));
        replaceInMain("servicea-v1", "servicea-v2");

        assertThat(world.router().observe(world.split()))
                .as("nearly all goes to the canary, but the canary Ingress isn't made for that")
                .isEqualTo(new Route.At(Routing.of(Weight.of(99))));

        world.router().apply(world.split(), Routing.of(Weight.ALL));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.ALL)));
        assertThat(world.canaryIngress().getMetadata().getAnnotations()).containsEntry(CanaryIngress.WEIGHT, "0");
    }

    @Test
    void makesTheCanaryIngressAgainWhenSomebodyWasFaster() {
        world.leadTo(world.split().stable());
        server.expect()
                .post()
                .withPath("/apis/networking.k8s.io/v1/namespaces/shop/ingresses")
                .andReturn(409, "{}")
                .times(2);

        world.router().apply(world.split(), Routing.of(Weight.of(5)));

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.of(Weight.of(5))));
    }

    @Test
    void keepsTheOldWayOfNamingTheController() {
        world.create("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: servicea, annotations: {kubernetes.io/ingress.class: internal}}
                spec:
                  rules:
                    - http:
                        paths:
                          - {path: /, pathType: Prefix, backend: {service: {name: servicea-v1, port: {number: 80}}}}
                """);

        world.router().apply(world.split(), Routing.of(Weight.of(5)));

        assertThat(world.canaryIngress().getMetadata().getAnnotations())
                .containsEntry("kubernetes.io/ingress.class", "internal");
    }

    private void annotate(String key, String value) {
        world.canary()
                .edit(ingress -> new IngressBuilder(ingress)
                        .editMetadata()
                        .addToAnnotations(key, value)
                        .endMetadata()
                        .build());
    }

    /** Changes the path of the host's Ingress that leads to the stable version. */
    private void movePath(String to) {
        world.main().edit(main -> {
            main.getSpec().getRules().getFirst().getHttp().getPaths().getFirst().setPath(to);
            return main;
        });
    }

    private void replaceInMain(String text, String by) {
        world.main()
                .edit(main -> Serialization.unmarshal(Serialization.asYaml(main).replace(text, by), Ingress.class));
    }
}
