package io.huidu.e2e.world.ingress;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Requests of one host, and who gets which part of them.
 *
 * @param host {@code *} for every host that has no rule of its own
 * @param conditions that all hold; none for every request
 * @param shares at least one of them above 0
 * @param copies that are sent besides
 */
record Rule(String host, List<Condition> conditions, List<Share> shares, List<Copies> copies) {

    private static final Pattern HOST = Pattern.compile("\\*|(\\*\\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    Rule {
        conditions = List.copyOf(conditions);
        shares = List.copyOf(shares);
        copies = List.copyOf(copies);
        require(HOST.matcher(host).matches(), "host", host, "a DNS name");
        require(shares.stream().anyMatch(share -> share.weight() > 0), "shares", shares, "a weight above 0");
    }

    /** Without copies. */
    Rule(String host, List<Condition> conditions, List<Share> shares) {
        this(host, conditions, shares, List.of());
    }

    /** The shares that get something. */
    List<Share> parts() {
        return shares.stream().filter(share -> share.weight() > 0).toList();
    }

    private static void require(boolean ok, String field, Object got, String expected) {
        if (!ok) {
            throw new IllegalArgumentException("%s: got '%s', expected %s".formatted(field, got, expected));
        }
    }
}
