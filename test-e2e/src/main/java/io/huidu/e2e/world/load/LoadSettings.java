package io.huidu.e2e.world.load;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What users ask for, and how often.
 *
 * @param target scheme http, with a host and a port
 * @param host the {@code Host} that they ask for
 * @param perSecond requests per second, started at even distances whether earlier ones have ended or not
 * @param atOnce requests under way at most; those that are due beyond it aren't sent
 * @param timeout how long users wait for an answer
 * @param headers that they send besides
 */
public record LoadSettings(
        URI target, String host, int perSecond, int atOnce, Duration timeout, Map<String, String> headers) {

    public LoadSettings {
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> require(
                name.matches("[-A-Za-z0-9]+") && value.matches("\\p{Print}+"),
                "headers",
                name + ": " + value,
                "a header"));
        require("http".equals(target.getScheme()) && target.getPort() > 0, "target", target, "http://HOST:PORT");
        require(host.matches("[-A-Za-z0-9.:]+"), "host", host, "a host name");
        require(perSecond >= 1 && perSecond <= 10_000, "perSecond", perSecond, "1 to 10000");
        require(atOnce >= 1, "atOnce", atOnce, "1 or more");
        require(timeout.isPositive(), "timeout", timeout, "more than 0");
    }

    /** 400 requests per second, 200 at once, ten seconds of patience. */
    public static LoadSettings of(URI target, String host) {
        return new LoadSettings(target, host, 400, 200, Duration.ofSeconds(10), Map.of());
    }

    public LoadSettings withPerSecond(int rate) {
        return new LoadSettings(target, host, rate, atOnce, timeout, headers);
    }

    public LoadSettings withHeader(String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return new LoadSettings(target, host, perSecond, atOnce, timeout, all);
    }

    private static void require(boolean ok, String field, Object got, String expected) {
        if (!ok) {
            throw new IllegalArgumentException("%s: got '%s', expected %s".formatted(field, got, expected));
        }
    }
}
