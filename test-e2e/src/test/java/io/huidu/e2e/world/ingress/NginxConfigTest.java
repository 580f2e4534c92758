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
    void aMapPerConditionAndOneOverAllOfThem() {
        Condition tester = Condition.header("X-Canary", TextMatch.exact("a.b"));
        Condition below = Condition.path(TextMatch.elementPrefix("/beta/"));

        String config = render(
                new Rule("a", List.of(below, tester), List.of(new Share(TwoVersions.V2, 1))),
                new Rule("a", List.of(tester), List.of(new Share(TwoVersions.V1, 1))),
                new Rule(
                        "a",
                        List.of(),
                        List.of(new Share(TwoVersions.V2, 25), new Share(TwoVersions.V1, 75)),
                        List.of(new Copies(TwoVersions.V2, 12.5))));

        assertThat(config).isEqualTo("""
                upstream shop_servicea-v2 {
                  server 127.0.0.1:9 down; # nobody is ready there
                  keepalive 64;
                  keepalive_timeout 5s;
                }
                upstream shop_servicea-v1 {
                  server 127.0.0.1:7001 max_fails=0;
                  keepalive 64;
                  keepalive_timeout 5s;
                }
                map $uri $at_a_00000061_c0 { default 0; "~^/beta(/|$)" 1; }
                map $http_x_canary $at_a_00000061_c1 { default 0; "~^a\\\\.b$" 1; }
                split_clients $request_id $at_a_00000061_s2 {
                  25.00% shop_servicea-v2;
                  * shop_servicea-v1;
                }
                map "-$at_a_00000061_c0$at_a_00000061_c1" $at_a_00000061_to {
                  default "";
                  "~^-11" shop_servicea-v2;
                  "~^-.1" shop_servicea-v1;
                  "~^-.." $at_a_00000061_s2;
                }
                split_clients "$request_id copy 0" $at_a_00000061_s3 {
                  12.50% shop_servicea-v2;
                  * "";
                }
                map "-$at_a_00000061_c0$at_a_00000061_c1" $at_a_00000061_copy0 {
                  default "";
                  "~^-11" "";
                  "~^-.1" "";
                  "~^-.." $at_a_00000061_s3;
                }
                server {
                  listen 127.0.0.1:8080;
                  server_name a;
                  location / {
                    if ($at_a_00000061_to = "") { return 404; }
                    mirror /.copy-0;
                    proxy_pass http://$at_a_00000061_to;
                  }
                  location = /.copy-0 {
                    internal;
                    if ($at_a_00000061_copy0 = "") { return 204; }
                    proxy_pass http://$at_a_00000061_copy0$request_uri;
                  }
                }
                server { listen 127.0.0.1:8080 default_server; return 404; }
                """);
    }

    @Test
    void namesNobodyWhoGetsNothing() {
        Share nothing = new Share(TwoVersions.V2, 0);

        assertThat(render(new Rule("*", List.of(), List.of(nothing, new Share(TwoVersions.V1, 100)))))
                .doesNotContain("servicea-v2")
                .doesNotContain("split_clients")
                .contains("listen 127.0.0.1:8080 default_server;");
    }

    private static String render(Rule... rules) {
        return NginxConfig.render(new RoutingTable(List.of(rules), List.of()), BACKENDS, "127.0.0.1:8080");
    }
}
