package io.huidu.e2e.bench.faults;

import io.huidu.e2e.world.HuiduProcess;
import io.huidu.e2e.world.KubeApi;
import io.huidu.e2e.world.Prometheus;
import io.huidu.e2e.world.RestartableProcess;
import io.huidu.e2e.world.ServiceAccountName;
import io.huidu.e2e.world.TcpLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Two analyzers and two shifters, of which one leads, with all of their ways to others as links. */
final class Processes implements AutoCloseable {

    /** As the cluster knows them. */
    static final List<String> NAMES = List.of("ANALYZER_1", "ANALYZER_2", "SHIFTER_1", "SHIFTER_2");

    private static final String HEAP = "-Xmx192m";
    private static final ServiceAccountName ACCOUNT = new ServiceAccountName("huidu-system", "huidu-shifter");

    private final Map<String, HuiduProcess> started = new TreeMap<>();
    /** To Prometheus, or to the API server. */
    private final Map<String, TcpLink> links = new LinkedHashMap<>();

    Processes(Path directory, KafkaCluster kafka, Prometheus prometheus, KubeApi kubernetes) {
        for (String name : NAMES) {
            Map<String, String> environment = new HashMap<>();
            environment.put("HUIDU_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServersOf(name));
            Path home = folder(directory, name);
            if (name.startsWith("ANALYZER")) {
                TcpLink link = link(name, prometheus.uri().getPort());
                environment.put("HUIDU_PROMETHEUS_URL", "http://127.0.0.1:" + link.port());
                started.put(
                        name,
                        HuiduProcess.analyzer(home, environment, HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            } else {
                environment.put("HUIDU_NAMESPACE", ACCOUNT.namespace());
                environment.put("HUIDU_UNSIGNED_COMMANDS", "*");
                environment.put("HOSTNAME", name); // by which it stands for the Lease
                environment.put("KUBECONFIG", kubeconfig(home, name, kubernetes).toString());
                started.put(name, HuiduProcess.shifter(home, environment, HEAP));
            }
        }
    }

    RestartableProcess process(String name) {
        return Objects.requireNonNull(started.get(name), name).process();
    }

    /** To Prometheus, or to the API server. */
    TcpLink link(String name) {
        return Objects.requireNonNull(links.get(name), name);
    }

    @Override
    public void close() {
        started.values().forEach(process -> process.process().current().kill9());
        links.values().forEach(TcpLink::close);
    }

    private TcpLink link(String name, int port) {
        TcpLink link = TcpLink.to(port);
        links.put(name, link);
        return link;
    }

    private static Path folder(Path directory, String name) {
        try {
            return Files.createDirectory(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as that of its account, but for the port. */
    private Path kubeconfig(Path home, String name, KubeApi kubernetes) {
        URI server = URI.create(kubernetes.client().getMasterUrl().toString());
        TcpLink link = link(name, server.getPort());
        try {
            String original = Files.readString(kubernetes.kubeconfigOf(ACCOUNT));
            return Files.writeString(
                    home.resolve("kubeconfig"), original.replace(":" + server.getPort(), ":" + link.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
