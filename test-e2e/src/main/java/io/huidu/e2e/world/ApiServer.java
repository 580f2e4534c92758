package io.huidu.e2e.world;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fabric8.kubernetes.api.model.ClusterBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A real kube-apiserver on a real etcd, both on loopback: rights (RBAC), validation, conflicts and watches are those of
 * Kubernetes. Nothing runs in it: there is no controller, no scheduler and no kubelet.
 */
public final class ApiServer implements KubeApi {

    private static final Duration START = Duration.ofSeconds(90);
    private static final String AUDIT = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
              - {level: Metadata, userGroups: ["system:serviceaccounts"]}
              - {level: None}
            """;

    private final ChildProcess etcd;
    private final ChildProcess server;
    private final GivenKubeApi access;

    private ApiServer(ChildProcess etcd, ChildProcess server, GivenKubeApi access) {
        this.etcd = etcd;
        this.server = server;
        this.access = access;
    }

    static ApiServer start(KubeAssets assets, Path directory) {
        List<Integer> ports = FreePorts.next(3);
        ChildProcess etcd = startEtcd(assets, directory, ports.get(0), ports.get(1));
        try {
            int port = ports.get(2);
            String token = UUID.randomUUID().toString();
            ChildProcess server = startServer(assets, directory, new Endpoints(ports.get(0), port), token);
            var cluster = new ClusterBuilder()
                    .withServer("https://127.0.0.1:" + port)
                    .withCertificateAuthority(
                            certificates(directory).resolve("apiserver.crt").toString())
                    .build();
            Path kubeconfig =
                    KubeconfigFile.write(directory.resolve("admin.kubeconfig"), cluster, KubeconfigFile.bearer(token));
            var access = new GivenKubeApi(kubeconfig, directory);
            server.awaitReady(START, () -> isReady(access.client()));
            return new ApiServer(etcd, server, access);
        } catch (RuntimeException e) {
            etcd.close();
            throw e;
        }
    }

    @Override
    public Path kubeconfig() {
        return access.kubeconfig();
    }

    @Override
    public KubernetesClient client() {
        return access.client();
    }

    @Override
    public Path kubeconfigOf(ServiceAccountName account) {
        return access.kubeconfigOf(account);
    }

    @Override
    public boolean isReal() {
        return true;
    }

    /** The kube-apiserver, to suspend it. */
    public ChildProcess process() {
        return server;
    }

    @Override
    public void close() {
        access.close();
        server.kill9(); // a clean stop waits a minute for watches to end, and nothing of it is kept
        etcd.kill9();
    }

    private record Endpoints(int etcdPort, int port) {}

    private static ChildProcess startEtcd(KubeAssets assets, Path directory, int port, int peerPort) {
        String client = "http://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + peerPort;
        List<String> line = List.of(
                assets.etcd().toString(),
                "--data-dir=" + directory.resolve("etcd-data"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
        return ChildProcess.start(ChildCommand.of("etcd", directory, line)).awaitReady(START, () -> listens(port));
    }

    private static ChildProcess startServer(KubeAssets assets, Path directory, Endpoints at, String token) {
        Path key = write(directory.resolve("service-accounts.key"), newKey());
        Path tokens = write(directory.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
        List<String> line = List.of(
                assets.kubeApiserver().toString(),
                "--etcd-servers=http://127.0.0.1:" + at.etcdPort(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + at.port(),
                "--cert-dir=" + certificates(directory),
                "--service-cluster-ip-range=10.0.0.0/24",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key,
                "--token-auth-file=" + tokens,
                "--authorization-mode=RBAC",
                "--audit-policy-file=" + write(directory.resolve("audit-policy.yaml"), AUDIT),
                "--audit-log-path=" + auditLog(directory),
                // Pods would wait for the tokens of service accounts, which no controller makes here.
                "--disable-admission-plugins=ServiceAccount");
        return ChildProcess.start(ChildCommand.of("kube-apiserver", directory, line))
                .awaitReady(START, () -> listens(at.port()));
    }

    /** What service accounts have asked of a server in this directory, and whether they might: a JSON object a line. */
    public static Path auditLog(Path directory) {
        return directory.resolve("audit.jsonl");
    }

    private static Path certificates(Path directory) {
        return directory.resolve("kube-certificates");
    }

    private static boolean listens(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return true;
    }

    private static boolean isReady(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"));
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    private static String newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(key);
            return "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("kube-apiserver: %s could not be written".formatted(file), e);
        }
    }
}
