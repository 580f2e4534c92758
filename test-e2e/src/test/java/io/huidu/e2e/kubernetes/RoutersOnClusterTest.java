package io.huidu.e2e.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.huidu.shifter.contract.GatewayRouteWorld;
import io.huidu.shifter.contract.IngressWorld;
import io.huidu.shifter.contract.RouterContract;
import io.huidu.shifter.contract.VirtualServiceWorld;
import io.huidu.shifter.gatewayapi.RouteKind;
import io.huidu.shifter.istio.IstioRouter;
import io.huidu.shifter.route.Ability;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The routers' contract where schemas, conflicts and rights are real. */
class RoutersOnClusterTest {

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    // Set before all tests.
    @SuppressWarnings("NullAway.Init")
    private static RealCluster cluster;

    @SuppressWarnings("NullAway.Init")
    private static KubernetesClient shifter;

    @BeforeAll
    static void start() {
        cluster = RealCluster.start();
        shifter = cluster.shifter();
    }

    @AfterAll
    static void stop() {
        if (shifter != null) {
            shifter.close();
            cluster.close();
        }
    }

    private static String namespace() {
        String name = "shop-" + NAMESPACES.incrementAndGet();
        cluster.createNamespace(name);
        return name;
    }

    @Nested
    class Istio extends RouterContract {
        @Override
        protected World world() {
            return new VirtualServiceWorld(cluster.host(), shifter, IstioRouter.KINDS.getFirst(), namespace());
        }
    }

    @Nested
    class HttpRoute extends RouterContract {
        @Override
        protected World world() {
            return new GatewayRouteWorld(
                    cluster.host(), shifter, RouteKind.HTTP, Ability.HTTP_ROUTE_WITH_REGEX, namespace());
        }
    }

    @Nested
    class GrpcRoute extends RouterContract {
        @Override
        protected World world() {
            return new GatewayRouteWorld(
                    cluster.host(), shifter, RouteKind.GRPC, Ability.GRPC_ROUTE_WITH_REGEX, namespace());
        }
    }

    @Nested
    class NginxIngress extends RouterContract {
        @Override
        protected World world() {
            return new IngressWorld(cluster.host(), shifter, namespace());
        }
    }
}
