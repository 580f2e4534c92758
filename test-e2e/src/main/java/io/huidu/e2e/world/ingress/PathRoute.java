package io.huidu.e2e.world.ingress;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Requests of one host and path, and who gets which part of them.
 *
 * @param host {@code *} for every host that has no route of its own
 * @param shares at least one of them above 0
 */
record PathRoute(String host, String path, PathMatch match, List<Share> shares) {

    private static final Pattern HOST = Pattern.compile("\\*|(\\*\\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    /** What nginx takes as it stands, without quotes. */
    private static final Pattern PATH = Pattern.compile("/[-A-Za-z0-9._~/%+]*");

    PathRoute {
        shares = List.copyOf(shares);
        require(HOST.matcher(host).matches(), "host", host, "a DNS name");
        require(PATH.matcher(path).matches(), "path", path, "a plain path");
        require(shares.stream().anyMatch(share -> share.weight() > 0), "shares", shares, "a weight above 0");
    }

    boolean meetsTheSameAs(PathRoute other) {
        return host.equals(other.host) && path.equals(other.path) && match == other.match;
    }

    private static void require(boolean ok, String field, Object got, String expected) {
        if (!ok) {
            throw new IllegalArgumentException("%s: got '%s', expected %s".formatted(field, got, expected));
        }
    }
}
