package io.huidu.e2e.world;

import io.huidu.shifter.console.ConsoleSettings.Login;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One of Huidu's services, with the class path, the environment and the probes that its Deployment gives it. */
public final class HuiduProcess implements AutoCloseable {

    private static final String CONSOLE = "HUIDU_CONSOLE_LISTEN";

    private final URI uri;
    private final Optional<URI> console;
    private final RestartableProcess process;

    private HuiduProcess(URI uri, Optional<URI> console, RestartableProcess process) {
        this.uri = uri;
        this.console = console;
        this.process = process;
    }

    /** Starts an analyzer that logs to {@code directory} and records releases in a folder, and waits until it is ready. */
    public static HuiduProcess analyzer(Path directory, Broker broker, URI prometheus, Path recordings) {
        return start(
                "analyzer",
                "io.huidu.analyzer.Analyzer",
                directory,
                Map.of(
                        "HUIDU_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                        "HUIDU_PROMETHEUS_URL", prometheus.toString(),
                        "HUIDU_RECORD_DIR", recordings.toString()));
    }

    /** Starts an analyzer with an environment and options of the JVM of its own, and waits until it is ready. */
    public static HuiduProcess analyzer(Path directory, Map<String, String> environment, String... options) {
        return start(
                "analyzer", "io.huidu.analyzer.Analyzer", directory, environment, options, HuiduProcess::answersReady);
    }

    /** Starts a shifter that logs to {@code directory} and acts as {@code account}, and waits until it is ready. */
    public static HuiduProcess shifter(Path directory, Broker broker, KubeApi kubernetes, ServiceAccountName account) {
        return shifter(directory, broker, kubernetes, account, Login.NONE);
    }

    /** The same, with a console that people log in to like this. */
    public static HuiduProcess shifter(
            Path directory, Broker broker, KubeApi kubernetes, ServiceAccountName account, Login login) {
        Map<String, String> environment = environment(broker, kubernetes, account, login);
        URI console = URI.create("http://" + environment.get(CONSOLE));
        return start(
                "shifter",
                "io.huidu.shifter.Shifter",
                directory,
                environment,
                small("-Xmx128m"),
                uri -> answersReady(uri)
                        && Http.get(console.resolve("/api/v1/session")).contains("login"));
    }

    /** Starts such a shifter and doesn't wait: what it needs may refuse it. */
    public static HuiduProcess launchShifter(
            Path directory, Broker broker, KubeApi kubernetes, ServiceAccountName account) {
        return shifter(directory, environment(broker, kubernetes, account, Login.NONE), small("-Xmx128m"));
    }

    private static Map<String, String> environment(
            Broker broker, KubeApi kubernetes, ServiceAccountName account, Login login) {
        return Map.of(
                CONSOLE,
                "127.0.0.1:" + FreePorts.next(),
                "HUIDU_CONSOLE_LOGIN",
                login.name().toLowerCase(Locale.ROOT),
                "HUIDU_KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "HUIDU_NAMESPACE",
                account.namespace(),
                "HUIDU_UNSIGNED_COMMANDS",
                "*",
                "KUBECONFIG",
                kubernetes.kubeconfigOf(account).toString());
    }

    /** Starts a shifter with an environment and options of the JVM of its own, and doesn't wait: it may take minutes. */
    public static HuiduProcess shifter(Path directory, Map<String, String> environment, String... options) {
        return start("shifter", "io.huidu.shifter.Shifter", directory, environment, options, uri -> true);
    }

    private static HuiduProcess start(String module, String mainClass, Path directory, Map<String, String> settings) {
        return start(module, mainClass, directory, settings, small("-Xmx128m"), HuiduProcess::answersReady);
    }

    private static HuiduProcess start(
            String module,
            String mainClass,
            Path directory,
            Map<String, String> settings,
            String[] options,
            Readiness ready) {
        URI uri = URI.create("http://127.0.0.1:" + FreePorts.next());
        Map<String, String> environment = new HashMap<>(settings);
        environment.putIfAbsent("HUIDU_KAFKA_SECURITY", "plaintext");
        environment.put("HUIDU_HTTP_ADDRESS", uri.getHost());
        environment.put("HUIDU_HTTP_PORT", Integer.toString(uri.getPort()));
        var program =
                JavaProgram.mainClass(mainClass, BuiltModule.classPath(module)).withOptions(options);
        var command = ChildCommand.java(module, directory, program).with(environment);
        Optional<URI> console = Optional.ofNullable(environment.get(CONSOLE)).map(at -> URI.create("http://" + at));
        return new HuiduProcess(uri, console, RestartableProcess.start(command, () -> ready.isSo(uri)));
    }

    /** What starts soon and takes little. */
    private static String[] small(String heap) {
        return new String[] {heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};
    }

    private interface Readiness {
        boolean isSo(URI uri) throws IOException, InterruptedException;
    }

    /** Where {@code /metrics}, {@code /healthz} and {@code /readyz} are. */
    public URI uri() {
        return uri;
    }

    /**
     * Where people look at releases.
     *
     * @throws IllegalStateException of a process without a console
     */
    public URI console() {
        return console.orElseThrow(() -> new IllegalStateException("it was started without " + CONSOLE));
    }

    /** Whether it is the shifter that acts. */
    public boolean leads() {
        try {
            return Http.get(uri.resolve("/metrics")).contains("huidu_shifter_leading 1.0");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** To kill it, to suspend it, to start it again. */
    public RestartableProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    private static boolean answersReady(URI uri) throws IOException, InterruptedException {
        return Http.get(uri.resolve("/readyz")).contains("\"ok\":true");
    }
}
