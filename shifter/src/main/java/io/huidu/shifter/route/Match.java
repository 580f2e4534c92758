package io.huidu.shifter.route;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Requests that are known by what they carry. All conditions of a match must hold; of several matches, one.
 *
 * @param headers by name, in lower case
 * @param cookies by name; one at most
 * @param uri the path, without the query
 * @param userAgent the header of that name
 */
public record Match(
        Map<String, StringMatch> headers,
        Map<String, StringMatch> cookies,
        Optional<StringMatch> uri,
        Optional<StringMatch> userAgent) {

    private static final String USER_AGENT = "user-agent";
    private static final String TOKEN = "[-!#$%&'*+.^_`|~0-9A-Za-z]+";

    /**
     * Lowers the names of headers.
     *
     * @throws IllegalArgumentException without any condition, for several cookies, for names that can't be one, for a header named twice,
     *     for the headers that have a field of their own, and for a path that isn't absolute
     */
    public Match {
        headers = lowered(headers);
        cookies = Collections.unmodifiableMap(new TreeMap<>(cookies));
        cookies.keySet().forEach(name -> check(name.matches(TOKEN), "cookies", name, "the name of a cookie"));
        check(cookies.size() <= 1, "cookies", cookies.keySet().toString(), "one, as routers see them as one header");
        check(!headers.containsKey("cookie"), "headers", "cookie", "cookies to be named as such");
        check(!headers.containsKey(USER_AGENT), "headers", USER_AGENT, "userAgent");
        uri.filter(path -> path.kind() != StringMatch.Kind.REGEX)
                .ifPresent(path -> check(path.value().startsWith("/"), "uri", path.value(), "a path from / on"));
        check(
                headers.size() + cookies.size() > 0 || uri.isPresent() || userAgent.isPresent(),
                "match",
                "no condition",
                "at least one of headers, cookies, uri and userAgent");
    }

    public static Match header(String name, StringMatch value) {
        return new Match(Map.of(name, value), Map.of(), Optional.empty(), Optional.empty());
    }

    public static Match cookie(String name, StringMatch value) {
        return new Match(Map.of(), Map.of(name, value), Optional.empty(), Optional.empty());
    }

    public static Match uri(StringMatch path) {
        return new Match(Map.of(), Map.of(), Optional.of(path), Optional.empty());
    }

    public static Match userAgent(StringMatch value) {
        return new Match(Map.of(), Map.of(), Optional.empty(), Optional.of(value));
    }

    /** The headers with the user agent as one of them. */
    public Map<String, StringMatch> allHeaders() {
        Map<String, StringMatch> all = new TreeMap<>(headers);
        userAgent.ifPresent(value -> all.put(USER_AGENT, value));
        return all;
    }

    /** How many conditions there are. */
    public int conditions() {
        return headers.size()
                + cookies.size()
                + (int) (uri.stream().count() + userAgent.stream().count());
    }

    private static Map<String, StringMatch> lowered(Map<String, StringMatch> headers) {
        Map<String, StringMatch> lowered = new TreeMap<>();
        headers.forEach((name, value) -> {
            check(name.matches(TOKEN), "headers", name, "the name of a header");
            check(lowered.put(name.toLowerCase(Locale.ROOT), value) == null, "headers", name, "each header once");
        });
        return Collections.unmodifiableMap(lowered);
    }

    private static void check(boolean ok, String field, String got, String expected) {
        if (!ok) {
            throw new IllegalArgumentException("%s: got '%s', expected %s".formatted(field, got, expected));
        }
    }
}
