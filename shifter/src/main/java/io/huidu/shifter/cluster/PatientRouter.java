package io.huidu.shifter.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.Reason;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;

/**
 * A router on the API server that takes a conflict as a reason to look again, and says in words what it can't do.
 *
 * <p>A router reads, edits and writes; somebody else may write in between, and then the API server answers 409. The
 * whole verb is done again then, from the reading on, a few times within about {@code 150 ms}. What still fails is a
 * {@link RouteException} or, when observing, {@link Route.Unclear}; the reconciler comes again.
 */
public final class PatientRouter implements Router {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    private final Router router;

    public PatientRouter(Router router) {
        this.router = router;
    }

    @Override
    public Ability ability() {
        return router.ability();
    }

    @Override
    public Route observe(Split split) {
        try {
            return router.observe(split);
        } catch (KubernetesClientException e) {
            return new Route.Unclear(message(split, "read", e));
        }
    }

    @Override
    public void apply(Split split, Routing routing) {
        List<Ability.Problem> problems = ability().problems(routing);
        if (!problems.isEmpty()) {
            throw new RouteException(Reason.ROUTE_UNREACHABLE, "%s: %s".formatted(name(split), problems));
        }
        patiently(split, () -> router.apply(split, routing));
    }

    @Override
    public void release(Split split) {
        patiently(split, () -> router.release(split));
    }

    private static void patiently(Split split, Runnable verb) {
        for (int attempt = 1; ; attempt++) {
            try {
                verb.run();
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
                    throw new RouteException(reason(e), message(split, "written", e), e);
                }
                pause(split, attempt);
            }
        }
    }

    private static void pause(Split split, int attempt) {
        try {
            Thread.sleep(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RouteException(Reason.ROUTE_UNREACHABLE, "%s: stopped while writing".formatted(name(split)), e);
        }
    }

    private static Reason reason(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND ? Reason.ROUTE_MISSING : Reason.ROUTE_UNREACHABLE;
    }

    private static String message(Split split, String done, KubernetesClientException e) {
        return "%s: could not be %s: %s".formatted(name(split), done, e.getMessage());
    }

    private static String name(Split split) {
        return "route %s/%s".formatted(split.namespace(), split.route());
    }
}
