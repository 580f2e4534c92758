package io.huidu.shifter.console;

import io.huidu.service.Environment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What the console is started with.
 *
 * @param listen where it answers
 * @param login how people log in
 * @param url what browsers know it by; empty where it is nothing but its own address
 * @param forwarders how many proxies stand before it that each add to {@code X-Forwarded-For} who asks them
 * @param sessionKey seals sessions; the same for all replicas
 * @param session how long a session lasts
 * @param proxy whose word on users counts; there with {@link Login#PROXY} only
 * @param lookBack how much of what happened before a start is read
 * @param points how many intervals of all releases are kept
 */
public record ConsoleSettings(
        InetSocketAddress listen,
        Login login,
        Optional<URI> url,
        int forwarders,
        String sessionKey,
        Duration session,
        Optional<Proxy> proxy,
        Duration lookBack,
        int points) {

    private static final String LISTEN = "HUIDU_CONSOLE_LISTEN";
    private static final String LOGIN = "HUIDU_CONSOLE_LOGIN";
    private static final String URL = "HUIDU_CONSOLE_URL";
    private static final String PROXY_SECRET = "HUIDU_CONSOLE_PROXY_SECRET";
    private static final int SHORTEST_KEY = 32;
    private static final int POINTS = 100_000;

    /** How people log in. */
    public enum Login {
        /** Not at all: a demo, which only this machine reaches. */
        NONE,
        /** By a token of Kubernetes. */
        TOKEN,
        /** By a proxy that has logged them in, or by a token. */
        PROXY
    }

    /**
     * A proxy that says who asks.
     *
     * @param secret that it sends in {@code X-Huidu-Proxy-Secret}
     * @param userHeader where it names the user
     * @param groupsHeader where it names his groups, separated by commas
     * @param prefix that the API server puts before names of users and groups from outside
     */
    public record Proxy(String secret, String userHeader, String groupsHeader, String prefix) {}

    /** Reads the environment variables; empty where the console isn't asked for. */
    public static Supplier<Optional<ConsoleSettings>> from(Environment environment) {
        Supplier<Optional<InetSocketAddress>> listen = environment
                .of(LISTEN, "an address of this machine and a port, like 127.0.0.1:8090", ConsoleSettings::address)
                .optional();
        Supplier<Login> login = environment.choice(LOGIN, Login.class).orElse(Login.TOKEN);
        Supplier<Optional<URI>> url = environment.uri(URL).optional();
        Supplier<Integer> forwarders =
                environment.integer("HUIDU_CONSOLE_FORWARDERS", 0, 10).orElse(0);
        Supplier<String> key = environment
                .secret("HUIDU_CONSOLE_SESSION_KEY")
                .as("at least %d characters".formatted(SHORTEST_KEY), text -> atLeast(SHORTEST_KEY, text))
                .orElse(UUID.randomUUID() + "/" + UUID.randomUUID());
        Supplier<Duration> session =
                environment.duration("HUIDU_CONSOLE_SESSION").orElse(Duration.ofHours(8));
        Supplier<Optional<Proxy>> proxy = proxy(environment);
        Supplier<Duration> lookBack =
                environment.duration("HUIDU_CONSOLE_LOOK_BACK").orElse(Duration.ofHours(6));
        Supplier<Integer> points =
                environment.integer("HUIDU_CONSOLE_POINTS", 1_000, 10_000_000).orElse(POINTS);
        check(environment);
        return () -> listen.get()
                .map(address -> new ConsoleSettings(
                        address,
                        login.get(),
                        url.get(),
                        forwarders.get(),
                        key.get(),
                        session.get(),
                        proxy.get().filter(known -> login.get() == Login.PROXY),
                        lookBack.get(),
                        points.get()));
    }

    /** Whether browsers reach it over TLS. */
    boolean isSecure() {
        return url.filter(known -> "https".equals(known.getScheme())).isPresent();
    }

    private static Supplier<Optional<Proxy>> proxy(Environment environment) {
        Supplier<Optional<String>> secret = environment
                .secret(PROXY_SECRET)
                .as("at least %d characters".formatted(SHORTEST_KEY), text -> atLeast(SHORTEST_KEY, text))
                .optional();
        Supplier<String> user =
                environment.string("HUIDU_CONSOLE_PROXY_USER_HEADER").orElse("X-Forwarded-User");
        Supplier<String> groups =
                environment.string("HUIDU_CONSOLE_PROXY_GROUPS_HEADER").orElse("X-Forwarded-Groups");
        Supplier<String> prefix =
                environment.string("HUIDU_CONSOLE_PROXY_PREFIX").orElse("");
        return () -> secret.get().map(known -> new Proxy(known, user.get(), groups.get(), prefix.get()));
    }

    private static void check(Environment environment) {
        Optional<InetSocketAddress> listen = environment
                .of(LISTEN, "an address of this machine and a port, like 127.0.0.1:8090", ConsoleSettings::address)
                .now();
        Login login = environment.choice(LOGIN, Login.class).now().orElse(Login.TOKEN);
        Optional<InetSocketAddress> open =
                listen.filter(address -> !address.getAddress().isLoopbackAddress());
        if (login == Login.NONE) {
            open.ifPresent(address -> environment.problem(
                    LOGIN, "none", "token or proxy, as %s is no loopback address".formatted(address)));
        } else if (environment.uri(URL).now().isEmpty()) {
            open.ifPresent(address -> environment.problem(
                    URL, "nothing", "what browsers know the console by, like https://console.example"));
        }
        if (login == Login.PROXY && environment.given(PROXY_SECRET).isEmpty()) {
            environment.problem(PROXY_SECRET, "nothing", "what the proxy sends in X-Huidu-Proxy-Secret");
        }
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(text);
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static String atLeast(int letters, String text) {
        if (text.length() < letters) {
            throw new IllegalArgumentException("too short");
        }
        return text;
    }
}
