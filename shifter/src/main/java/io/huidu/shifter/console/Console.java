package io.huidu.shifter.console;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.huidu.events.EventType;
import io.huidu.events.Topic;
import io.huidu.events.kafka.EventSubscriber;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.command.CommandHandler;
import io.huidu.shifter.console.ConsoleSettings.Login;
import io.huidu.shifter.console.access.AccessReviews;
import io.huidu.shifter.console.access.Rights;
import io.huidu.shifter.console.access.Sessions;
import io.huidu.shifter.console.access.TokenReviews;
import io.javalin.Javalin;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console: a page for people, and the API that it uses. It only looks and commands; the shifter does without it, and
 * every replica serves it, whoever leads.
 */
public final class Console implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final int MOST_HAPPENINGS = 100_000;

    private final InetSocketAddress listen;
    private final ReleaseBoard board;
    private final EventSubscriber events;
    private final StreamApi streams;
    private final Javalin server;

    /**
     * What it stands on; all of it stays its giver's to close.
     *
     * @param namespaces that it looks at; empty for all
     * @param handlers who does commands
     */
    public record Ground(
            KubernetesClient client,
            KafkaConnection kafka,
            Set<String> namespaces,
            Map<EventType, CommandHandler> handlers,
            InstantSource clock) {}

    private Console(ConsoleSettings settings, Ground ground) {
        this.listen = settings.listen();
        Cluster cluster = new Cluster(ground.client());
        Broadcast broadcast = new Broadcast();
        Stories stories = new Stories(
                new Stories.Limits(settings.points(), MOST_HAPPENINGS), new StoryNews(broadcast, ground.clock()));
        this.board = new ReleaseBoard(ground.client(), ground.namespaces(), new BoardNews(broadcast));
        this.events = ground.kafka().tail(Topic.EVENTS, ground.clock().instant().minus(settings.lookBack()), stories);
        Notices notices = new Notices(ground.kafka()::problem, board::problem, stories::isReadingBack);
        Sessions sessions = new Sessions(settings.sessionKey(), settings.session(), ground.clock());
        Rights rights = settings.login() == Login.NONE ? Rights.OPEN : new AccessReviews(cluster);
        Entry entry = new Entry(settings, new TokenReviews(cluster), sessions, rights);
        LiveObjects objects = new LiveObjects(cluster);
        this.streams = new StreamApi(entry, broadcast, board);
        this.server = new Routes(
                        new Guard(settings),
                        new SessionApi(settings, entry, sessions, notices, ground.clock()),
                        new ReadApi(entry, board, stories, objects, notices, ground.clock()),
                        new CommandApi(entry, objects, ground.handlers(), ground.clock()),
                        streams)
                .server();
    }

    /**
     * Starts it.
     *
     * @throws io.javalin.util.JavalinBindException when the address can't be listened on
     */
    public static Console start(ConsoleSettings settings, Ground ground) {
        Console console = new Console(settings, ground);
        try {
            console.server.start(
                    settings.listen().getAddress().getHostAddress(),
                    settings.listen().getPort());
        } catch (RuntimeException e) {
            console.close();
            throw e;
        }
        LOG.info(
                "The console answers at {}{}",
                console.uri(),
                settings.login() == Login.NONE ? ", without a login" : "");
        return console;
    }

    /** Where it answers, with the port that was taken. */
    public URI uri() {
        return URI.create("http://%s:%d/".formatted(host(), server.port()));
    }

    /** What it answers: methods and paths. */
    Stream<String> answers() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(known -> known.endpoint)
                .map(endpoint -> endpoint.method + " " + endpoint.path);
    }

    private String host() {
        String host = listen.getAddress().getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    @Override
    public void close() {
        events.close();
        board.close();
        streams.close();
        server.stop();
    }
}
