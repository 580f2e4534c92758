package io.huidu.e2e.world.ingress;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A routing table as nginx reads it, for its {@code http} block.
 *
 * <p>Source: nginx's documentation of ngx_http_upstream_module. A failure stays one: no other server is tried.
 */
final class NginxConfig {

    private final StringBuilder text = new StringBuilder();

    private NginxConfig() {}

    /**
     * Renders the table; the same table and the same backends give the same text.
     *
     * @param listen where users come in
     */
    static String render(RoutingTable table, Backends backends, String listen) {
        NginxConfig config = new NginxConfig();
        destinations(table.rules()).forEach(to -> config.addUpstream(to, backends.of(to)));
        Map<String, List<Rule>> byHost =
                table.rules().stream().collect(Collectors.groupingBy(Rule::host, TreeMap::new, Collectors.toList()));
        byHost.forEach((host, rules) -> config.text.append(NginxHost.render(host, rules, listen)));
        if (!byHost.containsKey("*")) {
            config.text.append("server { listen %s default_server; return 404; }\n".formatted(listen));
        }
        return config.text.toString();
    }

    /** Those that get nothing are named nowhere: nginx refuses a part of 0 %. */
    private static Set<Destination> destinations(Collection<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> Stream.concat(
                        rule.parts().stream().map(Share::to),
                        rule.copies().stream().map(Copies::to)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void addUpstream(Destination to, List<InetSocketAddress> addresses) {
        text.append("upstream %s {%n".formatted(to.id()));
        if (addresses.isEmpty()) {
            text.append("  server 127.0.0.1:9 down; # nobody is ready there\n");
        }
        for (InetSocketAddress address : addresses) {
            text.append("  server %s:%d max_fails=0;%n".formatted(address.getHostString(), address.getPort()));
        }
        // given up before the service does, so that none is picked in the moment in which it is being closed
        text.append("  keepalive 64;\n  keepalive_timeout 5s;\n}\n");
    }
}
