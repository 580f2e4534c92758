package io.huidu.e2e.world;

import java.util.Map;
import java.util.function.UnaryOperator;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;

/** A broker in this JVM, from Kafka's own jars: the quickest to start, for tests that never stop it. */
public final class InProcessBroker implements Broker {

    static {
        // Kafka ends the JVM when its broker is beyond repair. Here that would end the tests without a word.
        Exit.setExitProcedure(InProcessBroker::refuseToExit);
        Exit.setHaltProcedure(InProcessBroker::refuseToExit);
    }

    private final Scratch scratch;
    private final KraftNode node;
    private final KafkaRaftServer server;

    private InProcessBroker(Scratch scratch, KraftNode node, KafkaRaftServer server) {
        this.scratch = scratch;
        this.node = node;
        this.server = server;
    }

    /** Starts a broker with a new, empty directory. */
    public static InProcessBroker start() {
        return start(UnaryOperator.identity());
    }

    /** Starts one with other properties. */
    public static InProcessBroker start(UnaryOperator<Map<String, String>> properties) {
        var scratch = Scratch.create("kafka");
        var node = KraftNode.create(scratch.path("data"));
        var server = new KafkaRaftServer(new KafkaConfig(properties.apply(node.properties()), false), Time.SYSTEM);
        server.startup();
        return new InProcessBroker(scratch, node, server);
    }

    @Override
    public String bootstrapServers() {
        return node.bootstrapServers();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        scratch.close();
    }

    private static void refuseToExit(int status, String message) {
        throw new IllegalStateException("kafka broker: ended itself with status %d: %s".formatted(status, message));
    }
}
