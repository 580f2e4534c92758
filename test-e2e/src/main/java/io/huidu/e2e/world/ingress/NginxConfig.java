package io.huidu.e2e.world.ingress;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A routing table as nginx reads it, for its {@code http} block.
 *
 * <p>Source: nginx's documentation of ngx_http_split_clients_module and ngx_http_upstream_module. The key is {@code
 * $request_id}, 16 random bytes, so every request is drawn anew. A failure stays one: no other server is tried.
 */
final class NginxConfig {

    private final StringBuilder upstreams = new StringBuilder();
    private final StringBuilder splits = new StringBuilder();
    private final StringBuilder servers = new StringBuilder();
    private final String listen;

    private NginxConfig(String listen) {
        this.listen = listen;
    }

    /**
     * Renders the table; the same table and the same backends give the same text.
     *
     * @param listen where users come in
     */
    static String render(RoutingTable table, Backends backends, String listen) {
        NginxConfig config = new NginxConfig(listen);
        destinations(table.routes()).forEach(to -> config.addUpstream(to, backends.of(to)));
        Map<String, List<PathRoute>> byHost = table.routes().stream()
                .collect(Collectors.groupingBy(PathRoute::host, TreeMap::new, Collectors.toList()));
        byHost.forEach(config::addServer);
        if (!byHost.containsKey("*")) {
            config.servers.append("server { listen %s default_server; return 404; }\n".formatted(listen));
        }
        return config.upstreams.append(config.splits).append(config.servers).toString();
    }

    /** Those that get nothing are named nowhere: nginx refuses a part of 0 %. */
    private static Set<Destination> destinations(Collection<PathRoute> routes) {
        return routes.stream()
                .flatMap(route -> parts(route).stream())
                .map(Share::to)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<Share> parts(PathRoute route) {
        return route.shares().stream().filter(share -> share.weight() > 0).toList();
    }

    private void addUpstream(Destination to, List<InetSocketAddress> addresses) {
        upstreams.append("upstream %s {%n".formatted(to.id()));
        if (addresses.isEmpty()) {
            upstreams.append("  server 127.0.0.1:9 down; # nobody is ready there\n");
        }
        for (InetSocketAddress address : addresses) {
            upstreams.append("  server %s:%d max_fails=0;%n".formatted(address.getHostString(), address.getPort()));
        }
        // given up before the service does, so that none is picked in the moment in which it is being closed
        upstreams.append("  keepalive 64;\n  keepalive_timeout 5s;\n}\n");
    }

    private void addServer(String host, List<PathRoute> routes) {
        Map<String, String> locations = new LinkedHashMap<>();
        for (PathRoute route : routes) {
            String target = target(route);
            route.match().locations(route.path()).forEach(location -> locations.putIfAbsent(location, target));
        }
        servers.append(
                host.equals("*")
                        ? "server {%n  listen %s default_server;%n".formatted(listen)
                        : "server {%n  listen %s;%n  server_name %s;%n".formatted(listen, host));
        locations.forEach((location, target) ->
                servers.append("  location %s { proxy_pass http://%s; }%n".formatted(location, target)));
        servers.append("}\n");
    }

    /** The one upstream, or the variable that names one of several by chance. */
    private String target(PathRoute route) {
        List<Share> parts = parts(route);
        if (parts.size() == 1) {
            return parts.getFirst().to().id();
        }
        String variable = "$to_" + splits.length();
        long total = parts.stream().mapToLong(Share::weight).sum();
        List<String> lines = new ArrayList<>();
        for (Share share : parts.subList(0, parts.size() - 1)) {
            lines.add("  %s%% %s;"
                    .formatted(percent(share.weight(), total), share.to().id()));
        }
        lines.add("  * %s;".formatted(parts.getLast().to().id()));
        splits.append("split_clients $request_id %s {%n%s%n}%n".formatted(variable, String.join("\n", lines)));
        return variable;
    }

    /** As fine as nginx takes it, and never the 0 that it refuses. */
    private static String percent(long weight, long total) {
        return String.format(Locale.ROOT, "%.2f", Math.max(0.01, 100.0 * weight / total));
    }
}
