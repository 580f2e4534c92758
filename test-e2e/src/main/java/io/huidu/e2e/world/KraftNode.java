package io.huidu.e2e.world;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A cluster of one: broker and controller in one process, on loopback, with its data in one directory. */
record KraftNode(Path data, int brokerPort, int controllerPort) {

    private static final String NODE = "1";

    String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    /** A new cluster on free ports, with its data in a directory that doesn't exist yet. */
    static KraftNode create(Path data) {
        List<Integer> ports = FreePorts.next(2);
        var node = new KraftNode(data, ports.getFirst(), ports.getLast());
        node.format();
        return node;
    }

    private void format() {
        String directory = data.toString();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                    .setNodeId(Integer.parseInt(NODE))
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(directory)
                    .setMetadataLogDirectory(directory)
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .run();
        } catch (Exception e) { // as the formatter declares
            throw new IllegalStateException("kafka broker: %s could not be formatted".formatted(data), e);
        }
    }

    Map<String, String> properties() {
        var listeners = "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(brokerPort, controllerPort);
        return Map.ofEntries(
                entry("process.roles", "broker,controller"),
                entry("node.id", NODE),
                entry("log.dirs", data.toString()),
                entry("listeners", listeners),
                entry("advertised.listeners", listeners),
                entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                entry("controller.listener.names", "CONTROLLER"),
                entry("inter.broker.listener.name", "PLAINTEXT"),
                entry("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort),
                // A broker that was killed is known to be gone after 1.5 s, not 9 s, so it is back as soon.
                entry("broker.session.timeout.ms", "1500"),
                entry("broker.heartbeat.interval.ms", "300"),
                entry("auto.create.topics.enable", "false"),
                entry("num.partitions", "1"),
                entry("default.replication.factor", "1"),
                entry("offsets.topic.num.partitions", "1"),
                entry("offsets.topic.replication.factor", "1"),
                entry("transaction.state.log.num.partitions", "1"),
                entry("transaction.state.log.replication.factor", "1"),
                entry("transaction.state.log.min.isr", "1"),
                entry("share.coordinator.state.topic.num.partitions", "1"),
                entry("share.coordinator.state.topic.replication.factor", "1"),
                entry("share.coordinator.state.topic.min.isr", "1"),
                entry("group.initial.rebalance.delay.ms", "0"),
                // Small buffers and few threads: the default cleaner alone takes 128 MB.
                entry("log.cleaner.dedupe.buffer.size", "2097152"),
                entry("num.network.threads", "2"),
                entry("num.io.threads", "2"),
                entry("background.threads", "2"));
    }
}
