package io.huidu.shifter.console;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.shifter.console.access.Right;
import io.huidu.shifter.console.access.Rights;
import io.huidu.shifter.console.access.Sessions;
import io.huidu.shifter.console.access.Sessions.Session;
import io.huidu.shifter.console.access.TokenReviews;
import io.huidu.shifter.console.access.Viewer;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks, and whether he may. Every request is asked anew, whatever was known of the one before; Kubernetes'
 * answers count for seconds.
 */
final class Entry {

    static final String PROXY_SECRET = "X-Huidu-Proxy-Secret";

    /** A proxy says who somebody is, never that he is a part of Kubernetes. */
    private static final String RESERVED = "system:";

    private static final String AUTHENTICATED = "system:authenticated";
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Of IPv6 with IPv4 in it: what is longer is none, and isn't kept. */
    private static final int LONGEST_ADDRESS = 45;

    private final ConsoleSettings settings;
    private final TokenReviews tokens;
    private final Sessions sessions;
    private final Rights rights;

    Entry(ConsoleSettings settings, TokenReviews tokens, Sessions sessions, Rights rights) {
        this.settings = settings;
        this.tokens = tokens;
        this.sessions = sessions;
        this.rights = rights;
    }

    /** The name of the session's cookie; {@code __Host-} binds it to this host and to TLS. */
    String cookie() {
        return settings.isSecure() ? "__Host-huidu-console" : "huidu-console";
    }

    /** The session of the cookie; empty when there is none, or it is over. */
    Optional<Session> session(Context request) {
        return Optional.ofNullable(request.cookie(cookie())).flatMap(sessions::open);
    }

    /** Who asks; empty when nobody is known. */
    Optional<Viewer> viewer(Context request) {
        if (settings.login() == ConsoleSettings.Login.NONE) {
            return Optional.of(Viewer.DEMO);
        }
        Optional<String> bearer = bearer(request);
        if (bearer.isPresent()) {
            return whose(bearer.get(), request);
        }
        return byProxy(request).or(() -> session(request).flatMap(session -> whose(session.token(), request)));
    }

    /** From where it is asked, by the word of those proxies that stand before the console, and of nobody before them. */
    String address(Context request) {
        List<String> way = Collections.list(request.req().getHeaders(FORWARDED_FOR)).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
        int forwarders = settings.forwarders();
        return Optional.of(way)
                .filter(known -> forwarders > 0 && known.size() >= forwarders)
                .map(known -> known.get(known.size() - forwarders))
                .filter(address -> address.length() <= LONGEST_ADDRESS)
                .orElseGet(request::ip);
    }

    /** Who asks, for what only those may see who are known. */
    Viewer required(Context request) {
        return viewer(request).orElseThrow(() -> RefusedException.unauthorized("A token of Kubernetes is needed."));
    }

    /**
     * Whose token it is.
     *
     * @throws RefusedException when too many were wrong, or the API server can't be asked
     */
    Optional<Viewer> whose(String token, Context request) {
        try {
            return switch (tokens.whose(token, address(request))) {
                case TokenReviews.Answer.Of(Viewer viewer) -> Optional.of(viewer);
                case TokenReviews.Answer.Wrong wrong -> Optional.empty();
                case TokenReviews.Answer.TooMany tooMany ->
                    throw RefusedException.tooMany("Too many wrong tokens; try again in a minute.");
            };
        } catch (KubernetesClientException e) {
            throw RefusedException.unavailable("The API server can't be asked whose token it is.");
        }
    }

    /** Whether he may; where the API server can't be asked, it is refused. */
    boolean may(Viewer viewer, Right right) {
        try {
            return rights.may(viewer, right);
        } catch (KubernetesClientException e) {
            throw RefusedException.unavailable("The API server can't be asked what %s may.".formatted(viewer.name()));
        }
    }

    /** Who asks, if he may. */
    Viewer required(Context request, Right right) {
        Viewer viewer = required(request);
        if (!may(viewer, right)) {
            throw RefusedException.forbidden("%s may not %s.".formatted(viewer.name(), right));
        }
        return viewer;
    }

    private static Optional<String> bearer(Context request) {
        return Optional.ofNullable(request.header("Authorization"))
                .map(value -> value.regionMatches(true, 0, "Bearer ", 0, 7)
                        ? value.substring(7).strip()
                        : "");
    }

    private Optional<Viewer> byProxy(Context request) {
        return settings.proxy()
                .filter(proxy -> isKnown(request.header(PROXY_SECRET), proxy.secret()))
                .flatMap(proxy -> Optional.ofNullable(request.header(proxy.userHeader()))
                        .map(String::strip)
                        .filter(user -> !user.isEmpty() && !(proxy.prefix() + user).startsWith(RESERVED))
                        .map(user -> new Viewer(
                                proxy.prefix() + user,
                                "",
                                groups(proxy, request.header(proxy.groupsHeader())),
                                Map.of())));
    }

    private static List<String> groups(ConsoleSettings.Proxy proxy, @Nullable String header) {
        Stream<String> named = Arrays.stream(
                        Optional.ofNullable(header).orElse("").split(",", -1))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .map(proxy.prefix()::concat)
                .filter(group -> !group.startsWith(RESERVED));
        return Stream.concat(named, Stream.of(AUTHENTICATED)).toList();
    }

    private static boolean isKnown(@Nullable String given, String secret) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }
}
