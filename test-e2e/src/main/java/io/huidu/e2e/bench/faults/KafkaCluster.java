package io.huidu.e2e.bench.faults;

import io.huidu.e2e.world.ChildCommand;
import io.huidu.e2e.world.FreePorts;
import io.huidu.e2e.world.JavaProgram;
import io.huidu.e2e.world.RestartableProcess;
import io.huidu.e2e.world.TcpLink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Three brokers, each with a vote as controller, in JVMs of their own. What is acknowledged is on two of them at least.
 * Each client has a listener of its own on each broker, which it reaches by a link of its own, so that any of them can be
 * cut off from any broker. Brokers reach each other directly.
 */
final class KafkaCluster implements AutoCloseable {

    static final int NODES = 3;

    private static final String DIRECT = "DIRECT";
    private static final String CONTROLLER = "CONTROLLER";

    private final List<Node> nodes;
    private final List<RestartableProcess> processes;

    /**
     * One of the three.
     *
     * @param ports of its listeners, by their names
     * @param links to the listeners of clients, by the clients' names
     */
    private record Node(int id, Path data, Map<String, Integer> ports, Map<String, TcpLink> links) {

        int port(String listener) {
            return Objects.requireNonNull(ports.get(listener), listener);
        }

        TcpLink link(String client) {
            return Objects.requireNonNull(links.get(client), client);
        }
    }

    private KafkaCluster(List<Node> nodes, List<RestartableProcess> processes) {
        this.nodes = nodes;
        this.processes = processes;
    }

    /**
     * Starts it and waits until each broker listens.
     *
     * @param clients names in capital letters
     */
    static KafkaCluster start(Path directory, List<String> clients) {
        List<Node> nodes = IntStream.rangeClosed(1, NODES)
                .mapToObj(id -> node(id, directory, clients))
                .toList();
        String cluster = Uuid.randomUuid().toString();
        nodes.forEach(node -> format(node, cluster));
        List<RestartableProcess> processes = new ArrayList<>();
        // All before any is waited for: one alone has no majority.
        nodes.forEach(node -> processes.add(launch(node, nodes, directory)));
        processes.forEach(RestartableProcess::awaitReady);
        return new KafkaCluster(nodes, processes);
    }

    /** By way of the links of a client. */
    String bootstrapServersOf(String client) {
        return nodes.stream()
                .map(node -> "127.0.0.1:" + node.link(client).port())
                .collect(Collectors.joining(","));
    }

    /** By a way that is never cut. */
    String bootstrapServers() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port(DIRECT)).collect(Collectors.joining(","));
    }

    List<RestartableProcess> processes() {
        return processes;
    }

    /** From a client to each of the brokers. */
    List<TcpLink> linksOf(String client) {
        return nodes.stream().map(node -> node.link(client)).toList();
    }

    @Override
    public void close() {
        processes.forEach(process -> process.current().kill9()); // nothing of it is kept
        nodes.stream().flatMap(node -> node.links().values().stream()).forEach(TcpLink::close);
    }

    private static Node node(int id, Path directory, List<String> clients) {
        List<String> listeners =
                Stream.concat(Stream.of(DIRECT, CONTROLLER), clients.stream()).toList();
        List<Integer> free = FreePorts.next(listeners.size());
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (int i = 0; i < listeners.size(); i++) {
            ports.put(listeners.get(i), free.get(i));
        }
        Map<String, TcpLink> links = new LinkedHashMap<>();
        ports.forEach((listener, port) -> {
            if (clients.contains(listener)) {
                links.put(listener, TcpLink.to(port));
            }
        });
        return new Node(id, directory.resolve("kafka-" + id), Map.copyOf(ports), links);
    }

    private static void format(Node node, String cluster) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(node.id())
                    .setClusterId(cluster)
                    .addDirectory(node.data().toString())
                    .setMetadataLogDirectory(node.data().toString())
                    .setControllerListenerName(CONTROLLER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .run();
        } catch (Exception e) { // as the formatter declares
            throw new IllegalStateException("kafka broker: %s could not be formatted".formatted(node.data()), e);
        }
    }

    private static RestartableProcess launch(Node node, List<Node> nodes, Path directory) {
        Path settings = directory.resolve("kafka-%d.properties".formatted(node.id()));
        try (Writer writer = Files.newBufferedWriter(settings, StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.putAll(properties(node, nodes));
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("kafka: %s could not be written".formatted(settings), e);
        }
        JavaProgram program = JavaProgram.mainClass("kafka.Kafka")
                .withOptions("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .withArguments(settings.toString());
        return RestartableProcess.launch(
                ChildCommand.java("kafka-" + node.id(), directory, program), () -> listens(node));
    }

    private static boolean listens(Node node) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), node.port(DIRECT)).close();
        return true;
    }

    private static Map<String, String> properties(Node node, List<Node> nodes) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "" + node.id());
        properties.put("log.dirs", node.data().toString());
        properties.put("listeners", listeners(node, node.ports()));
        Map<String, Integer> advertised = new LinkedHashMap<>(node.ports());
        node.links().forEach((client, link) -> advertised.put(client, link.port()));
        properties.put("advertised.listeners", listeners(node, advertised));
        properties.put(
                "listener.security.protocol.map",
                node.ports().keySet().stream().map(name -> name + ":PLAINTEXT").collect(Collectors.joining(",")));
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("inter.broker.listener.name", DIRECT);
        properties.put(
                "controller.quorum.voters",
                nodes.stream()
                        .map(n -> "%d@127.0.0.1:%d".formatted(n.id(), n.port(CONTROLLER)))
                        .collect(Collectors.joining(",")));
        // A broker that was killed is known to be gone after 1.5 s, not 9 s, so it is back as soon.
        properties.put("broker.session.timeout.ms", "1500");
        properties.put("broker.heartbeat.interval.ms", "300");
        properties.put("replica.lag.time.max.ms", "3000");
        properties.put("auto.create.topics.enable", "false");
        properties.put("default.replication.factor", "3");
        properties.put("min.insync.replicas", "2");
        properties.put("unclean.leader.election.enable", "false");
        properties.put("offsets.topic.num.partitions", "3");
        properties.put("offsets.topic.replication.factor", "3");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // Small buffers and few threads: the default cleaner alone takes 128 MB.
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "2");
        properties.put("background.threads", "2");
        return properties;
    }

    private static String listeners(Node node, Map<String, Integer> ports) {
        return node.ports().keySet().stream()
                .map(name -> "%s://127.0.0.1:%d".formatted(name, ports.get(name)))
                .collect(Collectors.joining(","));
    }
}
