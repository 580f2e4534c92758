package io.huidu.analyzer;

import io.huidu.analyzer.analysis.AnalysisEngine;
import io.huidu.analyzer.analysis.AnalysisObserver;
import io.huidu.analyzer.analysis.AnalysisPorts;
import io.huidu.analyzer.analysis.Recorder;
import io.huidu.analyzer.kafka.PublishedVerdicts;
import io.huidu.analyzer.kafka.RequestListener;
import io.huidu.analyzer.prometheus.PrometheusMeasurements;
import io.huidu.analyzer.recording.FileRecorder;
import io.huidu.consumers.notify.Notifier;
import io.huidu.events.Topic;
import io.huidu.events.kafka.CdEventsMirror;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.service.Check;
import io.huidu.service.Environment;
import io.huidu.service.EnvironmentException;
import io.huidu.service.ServiceServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The analyzer as a process. It stores nothing: with the compacted topic of requests and Prometheus it knows, after
 * any end of its life, what it knew before.
 *
 * <p>Exit codes: 143 after SIGTERM, 2 when the environment isn't as expected, 1 when it can't start otherwise.
 */
public final class Analyzer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Analyzer.class);
    private static final String NAME = "huidu-analyzer";

    private final ServiceServer server;
    private final KafkaConnection kafka;
    private final AnalysisEngine engine;
    private final Optional<CdEventsMirror> cdEvents;

    private Analyzer(
            ServiceServer server, KafkaConnection kafka, AnalysisEngine engine, Optional<CdEventsMirror> cdEvents) {
        this.server = server;
        this.kafka = kafka;
        this.engine = engine;
        this.cdEvents = cdEvents;
    }

    public static void main(String[] args) {
        try {
            Settings settings = Settings.from(new Environment(System.getenv()));
            CollectorRegistry registry = CollectorRegistry.defaultRegistry;
            DefaultExports.register(registry);
            Analyzer analyzer = start(settings, registry, KafkaConnection.open(settings.kafka(), NAME));
            Runtime.getRuntime().addShutdownHook(new Thread(analyzer::close, "shutdown"));
        } catch (EnvironmentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Puts the parts together and starts them. The Kafka connection is closed with the analyzer. */
    static Analyzer start(Settings settings, CollectorRegistry registry, KafkaConnection kafka) {
        InstantSource clock = InstantSource.system();
        registry.register(kafka.metrics());
        AnalysisObserver observer = new AnalysisMetrics(registry, clock);
        AnalysisPorts ports = new AnalysisPorts(
                new PrometheusMeasurements(
                        settings.prometheus(),
                        settings.prometheusAccess(),
                        settings.prometheusTimeout(),
                        settings.mostSeries()),
                new PublishedVerdicts(kafka.publisher(), clock),
                recorder(settings, observer),
                observer,
                clock);
        AnalysisEngine engine = new AnalysisEngine(ports, settings.threads());
        RequestListener requests = new RequestListener(engine);
        Optional<CdEventsMirror> cdEvents = settings.cdEventsTopic()
                .map(topic -> CdEventsMirror.start(kafka, settings.kafka(), topic, clock.instant()));
        cdEvents.ifPresent(mirror -> registry.register(mirror.metrics()));
        ServiceServer server = ServiceServer.start(
                settings.http(),
                registry,
                List.of(new Check("kafka", kafka::fault)),
                List.of(
                        new Check("kafka", kafka::problem),
                        new Check("requests", requests::problem),
                        new Check("cdevents", () -> cdEvents.flatMap(CdEventsMirror::problem))));
        kafka.whole(Topic.ANALYSIS_REQUESTS, NAME, requests);
        LOG.atInfo()
                .addKeyValue("http", server.address())
                .addKeyValue("kafka", settings.kafka().bootstrapServers())
                .addKeyValue("prometheus", settings.prometheus())
                .log("The analyzer has started");
        Notifier.start(settings.notifications(), kafka, registry, clock);
        return new Analyzer(server, kafka, engine, cdEvents);
    }

    private static Recorder recorder(Settings settings, AnalysisObserver observer) {
        return settings.recordings()
                .<Recorder>map(folder -> new FileRecorder(folder, settings.mostRecordedBytes(), observer))
                .orElse(Recorder.NONE);
    }

    InetSocketAddress address() {
        return server.address();
    }

    /** Says the last words and leaves; looks under way say nothing any more. */
    @Override
    public void close() {
        LOG.info("The analyzer stops");
        engine.close();
        cdEvents.ifPresent(CdEventsMirror::close);
        kafka.close();
        server.close();
    }
}
