package io.huidu.e2e.demo;

import io.huidu.e2e.world.KubeApis;
import io.huidu.e2e.world.Router;
import io.huidu.e2e.world.World;
import io.huidu.e2e.world.WorldSettings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./huidu demo}. */
@Command(
        name = "./huidu demo",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Starts a world on this machine: Kafka, Kubernetes' API, Prometheus, nginx, two versions of a service and"
                    + " its users. Then releases v2, to testers first, goes back to v1, and releases v2 again with a fault in it, all by"
                    + " itself. Everything listens on 127.0.0.1 and ends with the demo.",
            "",
            "Exit code: 0 if all three releases ended as they should, 1 if one did not, 2 for a wrong option."
        })
public final class Demo implements Callable<Integer> {

    private static final Duration LOOKS = Duration.ofMillis(200);
    private static final Duration LONGEST_SCENE = Duration.ofMinutes(4);

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "What goes wrong with v2 at last: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Fault fault = Fault.ERRORS;

    @Option(
            names = "--router",
            paramLabel = "ROUTER",
            description = "What leads the users, and what Huidu writes: ${COMPLETION-CANDIDATES}: a VirtualService, an"
                    + " HTTPRoute, or an Ingress with its canary. Default: ${DEFAULT-VALUE}")
    private Router router = Router.NGINX;

    @Option(
            names = "--real-kubernetes",
            description = "Insist on a real API server, which ./huidu builds where it isn't there (once, about five"
                    + " minutes). Else it is taken where it is there, and a mock elsewhere")
    private boolean realKubernetes;

    @Option(names = "--keep", description = "Leave the world running until Ctrl-C, and print where its parts are")
    private boolean keep;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result to a file as well")
    private @Nullable Path json;

    @Option(names = "--live", hidden = true, description = "Lines may be overwritten: standard output is a terminal")
    private boolean live;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] args) {
        System.exit(new CommandLine(new Demo())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Narrator narrator = new Narrator(out, live);
        if (realKubernetes && !KubeApis.hasReal()) {
            narrator.says("--real-kubernetes: kube-apiserver and etcd not found, expected what"
                    + " test-e2e/bin/kube-assets makes");
            return CommandLine.ExitCode.USAGE;
        }
        narrator.says("Starting the world …");
        Instant begin = Instant.now();
        WorldSettings settings = WorldSettings.DEFAULT.withRouter(router);
        try (World world = World.start(settings);
                WorldStage stage = WorldStage.open(world, router)) {
            narrator.says(
                    ("Up after %d s. Users ask for a picture %d times a second, testers with the header %s %d times;"
                                    + " v1 shows A, v2 shows B. Routed by: %s. Kubernetes: %s.")
                            .formatted(
                                    Duration.between(begin, Instant.now()).toSeconds(),
                                    settings.requestsPerSecond(),
                                    WorldStage.TESTERS,
                                    WorldStage.TESTERS_PER_SECOND,
                                    router,
                                    world.kubernetes().isReal() ? "a real API server" : "a mock"));
            narrator.says("Watch it, or take over, in a browser: %s/r/%s/servicea"
                    .formatted(world.shifter().console(), World.NAMESPACE));
            List<Scene> scenes = Scene.all(Routers.opening(router), fault);
            Report report = play(scenes, stage, narrator);
            narrator.says("");
            narrator.says(report.table());
            Optional.ofNullable(json).ifPresent(report::writeTo);
            if (keep) {
                narrator.says(places(world));
                new CountDownLatch(1).await();
            }
            return report.isAsItShould(scenes.size()) ? 0 : 1;
        }
    }

    /** A scene that ends otherwise than it should leaves nothing to build the next one on. */
    private static Report play(List<Scene> scenes, Stage stage, Narrator narrator) {
        List<SceneResult> results = new ArrayList<>();
        for (Scene scene : scenes) {
            SceneResult result = new SceneRun(scene, stage, () -> lookLater(stage), narrator).play(LONGEST_SCENE);
            results.add(result);
            narrator.ends(result);
            if (!result.isAsItShould()) {
                break;
            }
        }
        return new Report(results);
    }

    private static Glimpse lookLater(Stage stage) {
        LockSupport.parkNanos(LOOKS.toNanos());
        return stage.look();
    }

    private static String places(World world) {
        return """

                Everything is left running; Ctrl-C ends it.
                  the console         %s
                  the service         curl -H 'Host: servicea.com' %s
                  Kubernetes          export KUBECONFIG=%s; kubectl -n shop get crel -w
                  Prometheus          %s
                  Kafka               %s
                  analyzer's metrics  %s
                  shifter's metrics   %s
                  recordings          ./huidu backtest %s/*""".formatted(
                        world.shifter().console(),
                        world.nginx().uri(),
                        world.kubernetes().kubeconfig(),
                        world.prometheus().uri(),
                        world.broker().bootstrapServers(),
                        world.analyzer().uri().resolve("/metrics"),
                        world.shifter().uri().resolve("/metrics"),
                        world.recordings());
    }
}
