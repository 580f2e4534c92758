package io.huidu.analyzer;

import io.huidu.analyzer.prometheus.Access;
import io.huidu.consumers.notify.Notifications;
import io.huidu.consumers.notify.NotificationsException;
import io.huidu.events.Topic;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.service.Environment;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the analyzer is started with.
 *
 * @param kafka where Kafka is
 * @param prometheus where Prometheus is
 * @param prometheusAccess what Prometheus asks for
 * @param prometheusTimeout for one query
 * @param mostSeries above this many series of a release, counts are aggregated by Prometheus instead of exact
 * @param threads how many releases are looked at alone at the same time
 * @param recordings the folder in which releases are recorded; empty for nowhere
 * @param mostRecordedBytes what all recordings may take
 * @param notifications who is told what of releases
 * @param cdEventsTopic where CDEvents are written; empty for nowhere
 * @param http where it answers to those that run it
 */
record Settings(
        KafkaSettings kafka,
        URI prometheus,
        Access prometheusAccess,
        Duration prometheusTimeout,
        int mostSeries,
        int threads,
        Optional<Path> recordings,
        long mostRecordedBytes,
        Notifications notifications,
        Optional<String> cdEventsTopic,
        InetSocketAddress http) {

    private static final int HTTP_PORT = 8080;
    private static final int MOST_SERIES = 20_000;
    private static final int THREADS = 8;
    private static final int MOST_RECORDED_MEBIBYTES = 1024;
    private static final Duration PROMETHEUS_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Reads the environment variables.
     *
     * @throws io.huidu.service.EnvironmentException with all problems
     */
    static Settings from(Environment environment) {
        Supplier<KafkaSettings> kafka = KafkaSettings.from(environment);
        Supplier<URI> prometheus = environment.uri("HUIDU_PROMETHEUS_URL").required();
        Supplier<Access> access = Access.from(environment);
        Supplier<Duration> timeout =
                environment.duration("HUIDU_PROMETHEUS_TIMEOUT").orElse(PROMETHEUS_TIMEOUT);
        Supplier<Integer> series =
                environment.integer("HUIDU_MAX_SERIES", 1, 1_000_000).orElse(MOST_SERIES);
        Supplier<Integer> threads =
                environment.integer("HUIDU_ANALYSIS_THREADS", 1, 256).orElse(THREADS);
        Supplier<Optional<Path>> recordings = environment
                .of("HUIDU_RECORD_DIR", "the path of a folder", Path::of)
                .optional();
        Supplier<Integer> mebibytes =
                environment.integer("HUIDU_RECORD_MAX_MIB", 1, 1_000_000).orElse(MOST_RECORDED_MEBIBYTES);
        Supplier<Notifications> notifications = environment
                .of("HUIDU_NOTIFICATIONS_FILE", "a file of channels and routes", path -> read(environment, path))
                .orElse(Notifications.NONE);
        Supplier<Optional<String>> cdEvents = environment
                .of(
                        "HUIDU_CDEVENTS_TOPIC",
                        "the name of a topic, up to 249 letters, digits, '.', '_' or '-', none of Huidu's own",
                        Settings::topicOfOthers)
                .optional();
        Supplier<String> address = environment.string("HUIDU_HTTP_ADDRESS").orElse("0.0.0.0");
        Supplier<Integer> port = environment.port("HUIDU_HTTP_PORT").orElse(HTTP_PORT);
        environment.verify();
        return new Settings(
                kafka.get(),
                prometheus.get(),
                access.get(),
                timeout.get(),
                series.get(),
                threads.get(),
                recordings.get(),
                (long) mebibytes.get() << 20,
                notifications.get(),
                cdEvents.get(),
                new InetSocketAddress(address.get(), port.get()));
    }

    private static String topicOfOthers(String name) {
        boolean isOurs = Arrays.stream(Topic.values()).anyMatch(topic -> name.endsWith(topic.topicName()));
        if (isOurs || !name.matches("[a-zA-Z0-9._-]{1,249}") || name.matches("\\.{1,2}")) {
            throw new IllegalArgumentException(name);
        }
        return name;
    }

    /** The problems of the file are the environment's, too. */
    private static Notifications read(Environment environment, String path) {
        try {
            return Notifications.read(Path.of(path));
        } catch (NotificationsException e) {
            e.problems().forEach(p -> environment.problem(path + ": " + p.field(), p.got(), p.expected()));
            throw new IllegalArgumentException(path, e);
        }
    }
}
