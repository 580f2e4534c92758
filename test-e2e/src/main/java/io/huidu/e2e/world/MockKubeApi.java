package io.huidu.e2e.world;

import io.fabric8.kubernetes.api.model.ClusterBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * fabric8's mock of the API in this JVM, over HTTP on loopback. It stores, watches and counts generations; it knows no
 * rights, no schemas and no conflicts.
 */
public final class MockKubeApi implements KubeApi {

    /** Tells of every request; kept here, since a logger that nobody holds forgets its level. */
    private static final Logger CHATTER = Logger.getLogger(MockWebServer.class.getName());

    static {
        CHATTER.setLevel(Level.WARNING);
    }

    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private final Path kubeconfig;

    private MockKubeApi(KubernetesMockServer server, Path kubeconfig) {
        this.server = server;
        this.client = server.createClient();
        this.kubeconfig = kubeconfig;
    }

    /** Starts an empty one, and writes its kubeconfig into the directory. */
    public static MockKubeApi start(Path directory) {
        Map<ServerRequest, Queue<ServerResponse>> answers = new HashMap<>();
        var dispatcher = new KubernetesMixedDispatcher(answers);
        var server = new KubernetesMockServer(new Context(), new MockWebServer(), answers, dispatcher, false);
        server.init(InetAddress.getLoopbackAddress(), 0);
        allowLeaderElection(server);
        var cluster = new ClusterBuilder()
                .withServer("http://127.0.0.1:" + server.getPort())
                .build();
        Path kubeconfig = KubeconfigFile.write(directory.resolve("mock.kubeconfig"), cluster, KubeconfigFile.anyone());
        return new MockKubeApi(server, kubeconfig);
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public Path kubeconfigOf(ServiceAccountName account) {
        return kubeconfig;
    }

    @Override
    public boolean isReal() {
        return false;
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }

    /** Before an operator stands for election it asks whether it may, and the mock has no answer of its own. */
    private static void allowLeaderElection(KubernetesMockServer server) {
        var mayDoEverything = """
                {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "spec": {},
                 "status": {"incomplete": false, "nonResourceRules": [],
                            "resourceRules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}}
                """;
        server.expect()
                .post()
                .withPath("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews")
                .andReturn(201, mayDoEverything)
                .always();
    }
}
