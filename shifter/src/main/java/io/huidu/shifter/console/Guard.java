package io.huidu.shifter.console;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What holds for every request before anything is looked at, and for every answer: where browsers may take it, and that
 * another site's page makes no requests in somebody's name.
 */
final class Guard {

    /** Sent by our page. No other site's page can send it, as we allow no cross-origin requests. */
    static final String HEADER = "X-Huidu-Console";

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final ConsoleSettings settings;

    Guard(ConsoleSettings settings) {
        this.settings = settings;
    }

    void before(Context request) {
        headers(request);
        if (settings.login() == ConsoleSettings.Login.NONE) {
            requireLoopback(request);
        }
        if (!READS.contains(request.method().name())) {
            requireOwnPage(request);
        }
    }

    private void headers(Context answer) {
        answer.header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                        + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
                        + "frame-ancestors 'none'");
        answer.header("X-Content-Type-Options", "nosniff");
        answer.header("X-Frame-Options", "DENY");
        answer.header("Referrer-Policy", "no-referrer");
        answer.header(
                "Permissions-Policy",
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
        answer.header("Cross-Origin-Opener-Policy", "same-origin");
        answer.header("Cross-Origin-Resource-Policy", "same-origin");
        answer.header("Cross-Origin-Embedder-Policy", "require-corp");
        answer.header("Cache-Control", "no-store");
        answer.header("Vary", "Cookie, Authorization");
        if (settings.isSecure()) {
            answer.header("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** Where nobody logs in, a name that leads here by another's DNS is no name of ours. */
    private static void requireLoopback(Context request) {
        String host = Optional.ofNullable(request.header("Host")).orElse("");
        if (!LOOPBACK.contains(host.replaceFirst(":[0-9]+$", ""))) {
            throw RefusedException.forbidden(
                    "Host: got '%s', expected one of %s: without login only this machine is answered."
                            .formatted(host, LOOPBACK));
        }
    }

    private void requireOwnPage(Context request) {
        if (request.header(HEADER) == null && request.header("Authorization") == null) {
            throw RefusedException.forbidden("%s: got nothing, expected 1".formatted(HEADER));
        }
        Optional<String> origin = Optional.ofNullable(request.header("Origin"));
        if (origin.filter(from -> !isOwn(from, request)).isPresent()) {
            throw RefusedException.forbidden("Origin: got '%s', expected this console's".formatted(origin.get()));
        }
        Optional<String> site = Optional.ofNullable(request.header("Sec-Fetch-Site"));
        if (site.filter(from -> !from.equals("same-origin") && !from.equals("none"))
                .isPresent()) {
            throw RefusedException.forbidden("Sec-Fetch-Site: got '%s', expected same-origin".formatted(site.get()));
        }
    }

    private boolean isOwn(String origin, Context request) {
        return Stream.concat(
                        settings.url().map(Guard::origin).stream(),
                        Optional.ofNullable(request.header("Host")).stream()
                                .flatMap(host -> Stream.of("http://" + host, "https://" + host)))
                .anyMatch(origin::equals);
    }

    private static String origin(URI url) {
        return "%s://%s".formatted(url.getScheme(), url.getRawAuthority());
    }
}
