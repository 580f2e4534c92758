package io.huidu.e2e.world.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rules of one host as nginx reads them: one map per condition says 0 or 1, and one over all conditions says who
 * gets the request. So the first rule counts, whatever its conditions are about, which locations couldn't do.
 *
 * <p>Source: nginx's documentation of ngx_http_map_module (the first regular expression that matches counts),
 * ngx_http_split_clients_module and ngx_http_mirror_module. The key of a split is {@code $request_id}, 16 random bytes,
 * so every request is drawn anew. A connection of a user is free again when the copy, too, was answered.
 */
final class NginxHost {

    private static final String NOBODY = "\"\"";

    private final StringBuilder maps = new StringBuilder();
    private final String prefix;
    private final List<Rule> rules;
    private final List<Condition> conditions;
    private int variables;

    private NginxHost(String host, List<Rule> rules) {
        // names of hosts differ in what a variable can't have, so the name alone could be another's, too
        this.prefix = "$at_%s_%08x_".formatted(host.replaceAll("[^a-z0-9]", "_"), host.hashCode());
        this.rules = rules;
        this.conditions = rules.stream()
                .flatMap(rule -> rule.conditions().stream())
                .distinct()
                .toList();
    }

    static String render(String host, List<Rule> rules, String listen) {
        NginxHost rendered = new NginxHost(host, rules);
        String server = rendered.server(host, listen);
        return rendered.maps + server;
    }

    private String server(String host, String listen) {
        String bits = conditions.stream().map(this::bit).collect(Collectors.joining());
        List<String> targets = rules.stream().map(this::target).toList();
        String to = choice("to", bits, targets);
        String cookie = cookies(bits, targets);
        int mostCopies =
                rules.stream().mapToInt(rule -> rule.copies().size()).max().orElse(0);
        StringBuilder mirrors = new StringBuilder();
        StringBuilder copies = new StringBuilder();
        for (int i = 0; i < mostCopies; i++) {
            int index = i;
            String copy = choice(
                    "copy" + i,
                    bits,
                    rules.stream().map(rule -> copied(rule, index)).toList());
            mirrors.append("    mirror /.copy-%d;%n".formatted(i));
            copies.append("""
                      location = /.copy-%d {
                        internal;
                        if (%s = "") { return 204; }
                        proxy_pass http://%s$request_uri;
                      }
                    """.formatted(i, copy, copy));
        }
        return """
                server {
                  listen %s%s;
                  server_name %s;
                  location / {
                    if (%s = "") { return 404; }
                %s%s    proxy_pass http://%s;
                  }
                %s}
                """.formatted(
                        listen,
                        host.equals("*") ? " default_server" : "",
                        host.equals("*") ? "_" : host,
                        to,
                        cookie,
                        mirrors,
                        to,
                        copies);
    }

    /** The variable that says whether a condition holds. */
    private String bit(Condition condition) {
        String variable = prefix + "c" + variables++;
        maps.append("map %s %s { default 0; %s 1; }%n"
                .formatted(
                        condition.part().variable(),
                        variable,
                        quoted("~" + condition.match().pattern())));
        return variable;
    }

    /** The variable that has the first rule's value. */
    private String choice(String name, String bits, List<String> values) {
        String variable = prefix + name;
        String lines = IntStream.range(0, rules.size())
                .mapToObj(i -> "  \"~^-%s\" %s;%n".formatted(pattern(rules.get(i)), values.get(i)))
                .collect(Collectors.joining());
        maps.append("map \"-%s\" %s {%n  default \"\";%n%s}%n".formatted(bits, variable, lines));
        return variable;
    }

    private String pattern(Rule rule) {
        return conditions.stream()
                .map(condition -> rule.conditions().contains(condition) ? "1" : ".")
                .collect(Collectors.joining());
    }

    /** The one upstream, or the variable that names one of several by chance. */
    private String target(Rule rule) {
        List<Share> parts = rule.parts();
        long total = parts.stream().mapToLong(Share::weight).sum();
        List<String> lines = new ArrayList<>();
        for (Share share : parts.subList(0, parts.size() - 1)) {
            lines.add(part(100.0 * share.weight() / total, share.to()));
        }
        String last = parts.getLast().to().id();
        return lines.isEmpty() ? last : split("$request_id", lines, last);
    }

    /** The line that gives the cookie of whoever got the request; nginx gives none for an empty value. */
    private String cookies(String bits, List<String> targets) {
        if (rules.stream()
                .flatMap(rule -> rule.parts().stream())
                .allMatch(share -> share.cookie().isEmpty())) {
            return "";
        }
        List<String> cookies = IntStream.range(0, rules.size())
                .mapToObj(i -> cookie(rules.get(i).parts(), targets.get(i)))
                .toList();
        return "    add_header Set-Cookie %s;%n".formatted(choice("cookie", bits, cookies));
    }

    /** The one cookie, or the variable that has that of the target. */
    private String cookie(List<Share> parts, String target) {
        if (parts.size() == 1) {
            return quoted(parts.getFirst().cookie().orElse(""));
        }
        String variable = prefix + "k" + variables++;
        String lines = parts.stream()
                .map(share -> "  %s %s;%n"
                        .formatted(share.to().id(), quoted(share.cookie().orElse(""))))
                .collect(Collectors.joining());
        maps.append("map %s %s {%n  default \"\";%n%s}%n".formatted(target, variable, lines));
        return variable;
    }

    private String copied(Rule rule, int index) {
        if (index >= rule.copies().size()) {
            return NOBODY;
        }
        Copies copies = rule.copies().get(index);
        return copies.percent() == 100
                ? copies.to().id()
                : split(
                        "\"$request_id copy %d\"".formatted(index),
                        List.of(part(copies.percent(), copies.to())),
                        NOBODY);
    }

    private String split(String key, List<String> lines, String otherwise) {
        String variable = prefix + "s" + variables++;
        maps.append(
                "split_clients %s %s {%n%s  * %s;%n}%n".formatted(key, variable, String.join("", lines), otherwise));
        return variable;
    }

    /** As fine as nginx takes it, and never the 0 that it refuses. */
    private static String part(double percent, Destination to) {
        return String.format(Locale.ROOT, "  %.2f%% %s;%n", Math.max(0.01, percent), to.id());
    }

    private static String quoted(String text) {
        return "\"%s\"".formatted(text.replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
