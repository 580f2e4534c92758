package io.huidu.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A broker in a JVM of its own, which can be stopped, killed and started again on the same port with the same data. */
public final class BrokerProcess implements Broker {

    private final KraftNode node;
    private final RestartableProcess process;

    private BrokerProcess(KraftNode node, ChildCommand command) {
        this.node = node;
        this.process = RestartableProcess.start(command, this::answers);
    }

    /**
     * Starts a new, empty broker and waits until it answers.
     *
     * @param directory where its data and its log go; the caller deletes it
     */
    public static BrokerProcess start(Path directory) {
        var node = KraftNode.create(directory.resolve("kafka-data"));
        Path settings = directory.resolve("kafka.properties");
        try (Writer writer = Files.newBufferedWriter(settings, StandardCharsets.UTF_8)) {
            var properties = new Properties();
            properties.putAll(node.properties());
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("kafka: %s could not be written".formatted(settings), e);
        }
        var program = JavaProgram.mainClass("kafka.Kafka")
                .withOptions("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .withArguments(settings.toString());
        return new BrokerProcess(node, ChildCommand.java("kafka", directory, program));
    }

    @Override
    public String bootstrapServers() {
        return node.bootstrapServers();
    }

    /** To stop it, to kill it, to start it again. */
    public RestartableProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    /** The socket comes first, because an admin client that finds none complains for seconds. */
    private boolean answers() throws IOException, InterruptedException {
        new Socket(InetAddress.getLoopbackAddress(), node.brokerPort()).close();
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        }
    }
}
