package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NginxConfigTest {

    private static final Backends BACKENDS = destination -> destination.equals(TwoVersions.V1)
            ? List.of(InetSocketAddress.createUnresolved("127.0.0.1", 7001))
            : List.of();

    @Test
    void splitsByChance() {
        String config = render(route("/", PathMatch.STRING_PREFIX, 25, 75));

        assertThat(config)
                .contains("25.00% shop_servicea-v2;\n  * shop_servicea-v1;")
                .contains("server 127.0.0.1:7001 max_fails=0;")
                .contains("server_name servicea.example;");
    }

    @Test
    void namesNobodyWhoGetsNothing() {
        assertThat(render(route("/", PathMatch.STRING_PREFIX, 0, 100)))
                .doesNotContain("servicea-v2")
                .doesNotContain("split_clients")
                .contains("location / { proxy_pass http://shop_servicea-v1; }");
    }

    @Test
    void someoneWithoutAddressIsDown() {
        assertThat(render(route("/", PathMatch.STRING_PREFIX, 100, 0))).contains("server 127.0.0.1:9 down;");
    }

    @Test
    void aPrefixOfElementsMeetsThePathItselfAndWhatIsBelow() {
        assertThat(render(route("/beta/", PathMatch.ELEMENT_PREFIX, 0, 100), route("/beta", PathMatch.EXACT, 100, 0)))
                .containsOnlyOnce("location = /beta { proxy_pass http://shop_servicea-v1; }")
                .containsOnlyOnce("location /beta/ { proxy_pass http://shop_servicea-v1; }");
    }

    private static String render(PathRoute... routes) {
        return NginxConfig.render(new RoutingTable(List.of(routes), List.of()), BACKENDS, "127.0.0.1:8080");
    }

    private static PathRoute route(String path, PathMatch match, int v2, int v1) {
        return new PathRoute(
                TwoVersions.HOST, path, match, List.of(new Share(TwoVersions.V2, v2), new Share(TwoVersions.V1, v1)));
    }
}
