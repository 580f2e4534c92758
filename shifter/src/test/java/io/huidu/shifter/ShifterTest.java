package io.huidu.shifter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Command;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Verdict;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.authority.Namespaces;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole process on a mock API server, which has no conflicts and no rights, and with Kafka in memory. */
@EnableKubernetesMockClient(crud = true)
class ShifterTest {

    private static final ReleaseKey KEY = new ReleaseKey("shop", "servicea");
    private static final Duration SOON = Duration.ofSeconds(30);

    // Set by the extension of the annotation.
    @SuppressWarnings("NullAway.Init")
    KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init")
    KubernetesClient client;

    private final InMemoryKafka kafka = new InMemoryKafka();

    @SuppressWarnings("NullAway.Init")
    private Shifter shifter;

    @BeforeEach
    void startOnAShop() {
        create("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: servicea, namespace: shop}
                spec:
                  rules:
                    - http:
                        paths:
                          - {path: /, pathType: Prefix, backend: {service: {name: servicea-v1, port: {number: 80}}}}
                """);
        deployment("servicea-v1");
        deployment("servicea-v2");
        shifter = start(Optional.empty());
    }

    private Shifter start(Optional<String> electionNamespace) {
        return Shifter.start(
                new Settings(
                        KafkaSettings.of("in-memory:1"),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Set.of(),
                        electionNamespace,
                        Set.of(),
                        new CommandSettings(
                                Optional.empty(), "huidu", new Namespaces(Set.of("shop")), Optional.empty()),
                        Optional.of("a secret of the shop"),
                        Optional.empty()),
                client,
                kafka,
                new CollectorRegistry(),
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        shifter.close();
    }

    @Test
    void releasesOnVerdictsAndTellsTheStory() throws IOException, InterruptedException {
        createRelease(release("v1"));
        awaitPhase("serving");

        desire("v2");

        awaitWeight("25");
        judge(Verdict.PROMOTE);
        awaitWeight("50");
        judge(Verdict.PROMOTE);
        awaitWeight("100");
        awaitPhase("serving");
        assertThat(status().serving).isEqualTo("v2");
        // what is told follows the status
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(kafka.story())
                    .startsWith("io.huidu.release.started.v1")
                    .endsWith("io.huidu.release.promoted.v1");
            assertThat(kafka.requests).isEmpty();
            assertThat(events())
                    .extracting(Event::getReason)
                    .contains("Started", "StepEntered", "WeightShifted", "Promoted");
            assertThat(get("/metrics")).contains("huidu_shifter_promotions_total 1.0");
        });
        assertThat(kafka.published).extracting(Envelope::id).doesNotHaveDuplicates();
    }

    @Test
    void releasesAnImageOnTheIdleVersionAndTheNextOneTheOtherWay() {
        createRelease(release("v1").replace("desired: v1", "image: servicea-v1"));
        awaitPhase("serving");

        want("registry/servicea:1.4.2");

        awaitWeight("25");
        assertThat(image("servicea-v2")).isEqualTo("registry/servicea:1.4.2");
        judge(Verdict.PROMOTE);
        awaitWeight("50");
        judge(Verdict.PROMOTE);
        awaitPhase("serving");
        assertThat(status().serving).isEqualTo("v2");
        assertThat(image("servicea-v1")).isEqualTo("servicea-v1");

        want("registry/servicea:1.4.3");

        awaitWeight("75");
        assertThat(image("servicea-v1")).isEqualTo("registry/servicea:1.4.3");
        assertThat(image("servicea-v2")).isEqualTo("registry/servicea:1.4.2");
    }

    @Test
    void releasesWhatWasPushedToTheRegistry() throws IOException, InterruptedException {
        client.resources(Deployment.class)
                .inNamespace("shop")
                .withName("servicea-v1")
                .edit(found -> {
                    found.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .setImage("registry/servicea:1.4.1");
                    return found;
                });
        createRelease(
                release("v1").replace("desired: v1", "image: registry/servicea:1.4.1\n  imagePolicy: {semver: 1.x}"));
        awaitPhase("serving");

        String answer = push("a secret of the shop");

        assertThat(answer).startsWith("202 ").contains("shop/servicea: registry/servicea:1.4.2");
        awaitWeight("25");
        assertThat(image("servicea-v2")).isEqualTo("registry/servicea:1.4.2");
        assertThat(release().get().getMetadata().getAnnotations().get("huidu.io/release-command"))
                .endsWith(" registry: registry/servicea:1.4.2 was pushed by ci");
        assertThat(push("a secret of the shop")).as("told again").contains("\"released\":[]");
        assertThat(push("another secret of it")).startsWith("401 ");
    }

    private String push(String secret) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/registry-push"
                        .formatted(shifter.address().getPort())))
                .header("Authorization", "Bearer " + secret)
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"events": [{"action": "push", "timestamp": "%s", "actor": {"name": "ci"},
                          "request": {"host": "docker.io"}, "target": {"repository": "registry/servicea", "tag": "1.4.2"}}]}
                        """.formatted(Instant.now())))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }

    @Test
    void rollsBackWhileKafkaTakesNothing() {
        running();
        AnalysisRequested before = asked();
        kafka.goAway();

        judge(before, Verdict.ROLL_BACK);

        awaitWeight("0");
        awaitPhase("rolledBack");
        assertThat(status().serving).isEqualTo("v1");
    }

    @Test
    void rollsBackByCommandAndSaysWhoAsked() {
        running();

        command(EventType.COMMAND_ROLLBACK);

        awaitWeight("0");
        awaitPhase("rolledBack");
        assertThat(status().reason).isEqualTo("RollbackAsked");
        assertThat(status().message).startsWith("team asked for it: smoke in the logs");
    }

    @Test
    void pausesAndGoesOnByCommand() {
        running();

        command(EventType.COMMAND_PAUSE);
        awaitPhase("paused");
        command(EventType.COMMAND_RESUME);

        awaitPhase("progressing");
        assertThat(release().get().getMetadata().getAnnotations()).doesNotContainKey("huidu.io/freeze");
    }

    private void command(EventType type) {
        Command command = new Command(type, KEY, "team", "smoke in the logs", Optional.empty(), Optional.empty());
        Instant now = Instant.now();
        String id = EventIds.of(command, now);
        kafka.tell(new Envelope(id, URI.create("/chat"), now, id, Optional.empty(), command));
    }

    @Test
    void holdsWhileKafkaIsAwayAndGoesOnWhenItIsBack() {
        running();
        AnalysisRequested before = asked();

        kafka.goAway();

        await().atMost(SOON).untilAsserted(() -> assertThat(status().reason).isEqualTo("KafkaUnreachable"));
        assertThat(weight()).isEqualTo("25");

        kafka.comeBack();

        await().atMost(SOON).untilAsserted(() -> {
            judge(before, Verdict.PROMOTE);
            assertThat(weight()).as("once it has been listening again").isEqualTo("50");
        });
    }

    @Test
    void takesTheSameReleaseUpAfterARestart() {
        running();
        String requestId = asked().requestId();
        kafka.requests.clear();
        shifter.close();

        shifter = start(Optional.empty());

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(kafka.requests).as("asked again").containsKey(KEY));
        assertThat(asked().requestId()).isEqualTo(requestId);
        assertThat(weight()).isEqualTo("25");
    }

    @Test
    void putsTheRouteBackWhenTheReleaseIsDeleted() {
        running();

        release().delete();

        await().atMost(SOON).untilAsserted(() -> assertThat(release().get()).isNull());
        assertThat(client.network()
                        .v1()
                        .ingresses()
                        .inNamespace("shop")
                        .withName("servicea-canary")
                        .get())
                .isNull();
        assertThat(kafka.requests).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAReleaseOfAnIstioThatIsNotThere() {
        createRelease(release("v1").replace("nginxIngress: {ingress: servicea}", "istio: {virtualService: servicea}"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(status().message)
                        .contains("VirtualService shop/servicea: doesn't exist, or its"
                                + " CustomResourceDefinition doesn't"));
        assertThat(status().reason).isEqualTo("RouteMissing");
    }

    @Test
    void saysEverythingThatIsWrongWithASpec() {
        createRelease(release("v3").replace("preset: spring-boot", "preset: unheard-of"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(status().message)
                        .contains("spec.desired: got 'v3'")
                        .contains("unheard-of"));
    }

    @Test
    void wakesWhenADeploymentBecomesReady() {
        client.resources(Deployment.class)
                .inNamespace("shop")
                .withName("servicea-v2")
                .edit(found -> {
                    found.getStatus().setReadyReplicas(0);
                    return found;
                });
        createRelease(release("v1"));
        awaitPhase("serving");
        desire("v2");
        await().atMost(SOON).untilAsserted(() -> assertThat(status().reason).isEqualTo("WorkloadNotReady"));

        client.resources(Deployment.class)
                .inNamespace("shop")
                .withName("servicea-v2")
                .edit(found -> {
                    found.getStatus().setReadyReplicas(1);
                    return found;
                });

        awaitWeight("25");
    }

    @Test
    void answersToThoseThatRunIt() throws IOException, InterruptedException {
        assertThat(get("/healthz")).isEqualTo("{\"ok\":true,\"problems\":{}}");
        assertThat(get("/readyz")).isEqualTo("{\"ok\":true,\"problems\":{}}");

        kafka.goAway();

        assertThat(get("/readyz")).as("it can roll back").isEqualTo("{\"ok\":true,\"problems\":{}}");
        assertThat(get("/metrics"))
                .contains("huidu_shifter_leading 1.0")
                .contains("huidu_shifter_releases{phase=\"progressing\",} 0.0");
    }

    @Test
    void handsTheLeaseOnWhenItStops() {
        allowLeaderElection();
        Shifter leader = start(Optional.of("huidu-system"));
        await().atMost(SOON).untilAsserted(() -> assertThat(holder()).isNotEmpty());

        leader.close();

        assertThat(holder()).as("the next one need not wait").isEmpty();
    }

    /** Before an operator stands for election it asks whether it may, which the mock doesn't know by itself. */
    private void allowLeaderElection() {
        server.expect()
                .post()
                .withPath("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews")
                .andReturn(201, """
                        {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "spec": {},
                         "status": {"incomplete": false, "nonResourceRules": [],
                                    "resourceRules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}}
                        """)
                .always();
    }

    private Optional<String> holder() {
        return Optional.ofNullable(client.leases()
                        .inNamespace("huidu-system")
                        .withName("huidu-shifter")
                        .get())
                .map(lease -> lease.getSpec().getHolderIdentity());
    }

    /** A release at its first step. */
    private void running() {
        createRelease(release("v1"));
        awaitPhase("serving");
        desire("v2");
        awaitWeight("25");
        await().atMost(SOON).untilAsserted(() -> assertThat(kafka.requests).containsKey(KEY));
    }

    private AnalysisRequested asked() {
        return Objects.requireNonNull(kafka.requests.get(KEY), "nothing is asked");
    }

    private void judge(Verdict verdict) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(kafka.requests)
                        .hasEntrySatisfying(
                                KEY,
                                request -> assertThat(request.current().weight().percent())
                                        .hasToString(weight())));
        judge(asked(), verdict);
    }

    private void judge(AnalysisRequested asked, Verdict verdict) {
        Instant now = Instant.now();
        Judgement judgement = new Judgement(
                KEY,
                asked.releaseId(),
                asked.requestId(),
                asked.current().step(),
                1,
                now.minusSeconds(15),
                now,
                verdict,
                verdict == Verdict.ROLL_BACK ? Reason.ERRORS_REGRESSED : Reason.NOT_INFERIOR,
                "in words",
                DataState.EXACT,
                List.of(),
                Optional.empty(),
                Optional.empty());
        AnalysisJudged judged = new AnalysisJudged(EventType.ANALYSIS_PROGRESSED, judgement);
        kafka.tell(new Envelope(
                EventIds.of(judged), URI.create("/huidu/analyzer"), now, asked.releaseId(), Optional.empty(), judged));
    }

    private void create(String yaml) {
        client.resource(Serialization.unmarshal(yaml, HasMetadata.class)).create();
    }

    private void createRelease(String yaml) {
        client.resource(Serialization.unmarshal(yaml, CanaryRelease.class)).create();
    }

    private void deployment(String name) {
        create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: shop}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: "%s"}}
                  template: {spec: {containers: [{name: main, image: "%s"}]}}
                status: {replicas: 1, updatedReplicas: 1, readyReplicas: 1, observedGeneration: 9}
                """.formatted(name, name, name));
    }

    private static String release(String desired) {
        return """
                apiVersion: huidu.io/v1alpha1
                kind: CanaryRelease
                metadata: {name: servicea, namespace: shop}
                spec:
                  versions:
                    - {name: v1, deployment: servicea-v1}
                    - {name: v2, deployment: servicea-v2}
                  desired: %s
                  traffic: {nginxIngress: {ingress: servicea}}
                  steps: [{weight: 25}, {weight: 50}, {weight: 100}]
                  analysis: {preset: spring-boot, interval: 1s, warmup: 0s}
                """.formatted(desired);
    }

    private void desire(String version) {
        patchSpec("desired", version);
    }

    private void want(String image) {
        patchSpec("image", image);
    }

    /** Whatever the shifter writes to the status meanwhile: a patch names no resource version. */
    private void patchSpec(String field, String value) {
        release().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"%s\": \"%s\"}}".formatted(field, value));
    }

    private String image(String deployment) {
        return client.resources(Deployment.class)
                .inNamespace("shop")
                .withName(deployment)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private Resource<CanaryRelease> release() {
        return client.resources(CanaryRelease.class).inNamespace("shop").withName("servicea");
    }

    private CanaryReleaseStatus status() {
        return Objects.requireNonNullElseGet(release().get().getStatus(), CanaryReleaseStatus::new);
    }

    private void awaitPhase(String phase) {
        await().atMost(SOON).untilAsserted(() -> assertThat(status().phase).isEqualToIgnoringCase(phase));
    }

    private void awaitWeight(String percent) {
        await().atMost(SOON).untilAsserted(() -> assertThat(weight()).isEqualTo(percent));
    }

    private String weight() {
        return Optional.ofNullable(client.network()
                        .v1()
                        .ingresses()
                        .inNamespace("shop")
                        .withName("servicea-canary")
                        .get())
                .map(ingress -> ingress.getMetadata().getAnnotations().get("nginx.ingress.kubernetes.io/canary-weight"))
                .orElse("none");
    }

    private List<Event> events() {
        return client.v1().events().inNamespace("shop").list().getItems();
    }

    private String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(shifter.address().getPort(), path));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
