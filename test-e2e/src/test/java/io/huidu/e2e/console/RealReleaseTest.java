package io.huidu.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.LastWords;
import io.huidu.e2e.world.Manifests;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import io.huidu.e2e.world.ServiceA.Behaviour;
import io.huidu.e2e.world.TcpLink;
import io.huidu.e2e.world.World;
import io.huidu.e2e.world.WorldSettings;
import io.huidu.e2e.world.load.UserCounts;
import io.huidu.events.Counts;
import io.huidu.events.EventType;
import io.huidu.events.Evidence;
import io.huidu.events.MetricReport;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.command.ControlCommand;
import io.huidu.shifter.rollout.Wish.Ask;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;

/** Releases of a real world, seen and steered at the page alone. The scenes follow one another. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealReleaseTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String PAGE = "/r/shop/servicea";
    private static final Path PICTURES = BuiltModule.root().resolve("docs/console");

    private static @Nullable Browser browser;
    private static @Nullable World world;

    @RegisterExtension
    static final TestWatcher WATCHER = new TestWatcher() {
        @Override
        public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
            LastWords.print(world());
        }
    };

    @BeforeAll
    static void openTheShop() {
        RequiredTools.need(PackagedTools.NGINX, PackagedTools.PROMETHEUS);
        browser = Browser.start();
        world = World.start(WorldSettings.DEFAULT);
        Manifests.applyResource(world.kubernetes(), "/console/release.yaml");
    }

    @AfterAll
    static void end() {
        Objects.requireNonNull(world).close();
        Objects.requireNonNull(browser).close();
    }

    @Test
    @Order(1)
    void aReleaseIsBegunAndApprovedAtThePageAndWatchedUntilItServes() {
        // Given
        Viewer viewer = viewer();
        viewer.opens(console("/"), ".fleet-row");
        viewer.reads(".fleet-row", "Serving");
        viewer.opens(console(PAGE), ".control");

        // When
        viewer.presses("Release a version");
        String effect = viewer.confirms("the new pictures");

        // Then
        assertThat(effect).contains("A release to v2 begins");
        viewer.reads(".headline", "10 % on v2");
        viewer.reads(".headline", "25 % on v2");
        viewer.reads(".headline", "50 % on v2 · waits for an approval");

        // When
        presses(viewer, "Approve", "Step 3 is approved");

        // Then
        viewer.reads(".headline", "v2 serves all traffic");
        viewer.reads(".timeline", "Promoted");
        assertThat(shareOfB()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void nginxFollowsTheSlider() {
        // Given a release back to v1
        Viewer viewer = viewer();
        viewer.opens(console(PAGE), ".control");
        viewer.presses("Release a version");
        viewer.confirms("see the old one again");
        viewer.reads(".headline", "10 % on v1");

        // When
        String said = viewer.drags(40);
        presses(viewer, "Hold 40 % on v1 …", "v1 gets 40 % of the traffic");

        // Then users are sent as the slider says
        assertThat(said).isEqualTo("60 % v2, 40 % v1");
        viewer.reads(".headline", "40 % on v1 · held there by hand");
        assertThat(1 - shareOfB()).isBetween(0.36, 0.44);
        assertThat(release().status().message).contains("demo asked for it");

        // And everything goes where it is sent
        presses(viewer, "Resume", "the weight of 40 % is let go");
        viewer.reads(".headline", "(?!.*by hand)");
        presses(viewer, "Promote now", "v1 gets all traffic as soon as its pods are ready");
        viewer.reads(".headline", "v1 serves all traffic");
        assertThat(release().last().reason).isEqualTo("PromotionAsked");
        assertThat(release().last().message).contains("demo asked for it");
        assertThat(shareOfB()).isZero();
    }

    @Test
    @Order(3)
    void tellsWhichMetricWasHowMuchWorseHowSureThatIsAndHowManySawIt() {
        // Given a v2 that fails one request in ten as soon as a quarter of them is on it
        Viewer viewer = viewer();
        viewer.opens(console(PAGE), ".control");
        UserCounts before = world().users().counts();
        viewer.presses("Release a version");
        viewer.confirms("the new pictures again");
        viewer.reads(".headline", "25 % on v2");

        // When
        world().service("v2").behave(Behaviour.HEALTHY.withErrorRate(0.1));

        // Then the page tells what the status and the event say
        viewer.reads(".headline", "v2 was rolled back; v1 serves all traffic");
        CanaryReleaseStatus.Past past = release().last();
        assertThat(past.reason).isEqualTo("ErrorsRegressed");
        assertThat(viewer.reads(".why .sentence", ""))
                .startsWithIgnoringCase(Objects.requireNonNull(past.message))
                .containsPattern("About \\d+ of its [\\d,]+ requests failed that v1 would have answered well");
        MetricReport errors = errors(Objects.requireNonNull(past.id));
        Counts canary = errors.canary();
        Counts baseline = errors.baseline();
        Evidence evidence = errors.regression().orElseThrow();
        String facts = viewer.reads(".why .facts", "Evidence");
        assertThat(facts)
                .contains("errors")
                .contains("ErrorsRegressed")
                .contains("99 % sure at any time")
                .contains("%,d failed".formatted(canary.bad()))
                .contains("of %,d requests; v1: %,d of %,d"
                        .formatted(canary.requests(), baseline.bad(), baseline.requests()));
        assertThat(number(facts, "How much worse\\s+([\\d.,]+) ×"))
                .isCloseTo(errors.relativeRisk().value().orElseThrow(), withinPercentage(1));
        assertThat(number(facts, "Evidence of it alone\\s+([\\d.,]+)")).isCloseTo(evidence.logE(), withinPercentage(1));
        assertThat(number(facts, "passed its own bound of ([\\d.,]+)"))
                .isCloseTo(evidence.bound(), withinPercentage(1));
        assertThat(viewer.reads(".timeline", "Rolled back")).contains("Verdict: roll back", "ErrorsRegressed");

        takesPictures();

        // And no more than what users saw
        UserCounts users = world().users().counts().since(before);
        assertThat(canary.bad()).isBetween(1L, users.failedB());
        assertThat(canary.requests()).isBetween(canary.bad(), users.b() + users.failedB());
    }

    @Test
    @Order(4)
    void everyControlDoesWhatItSaysInTheNameOfWhoPressesIt() {
        // Given a v2 that is well again, and steps that don't end by themselves
        world().service("v2").behave(Behaviour.HEALTHY);
        release()
                .edit(spec ->
                        Objects.requireNonNull(spec.steps).stream().limit(2).forEach(step -> step.minDuration = "5m"));
        Viewer viewer = viewer();
        viewer.opens(console(PAGE), ".control");
        assertThat(viewer.isRefused("Roll back now")).isEqualTo("No release runs.");

        // When, then
        presses(viewer, "Try again", "v2 is tried again, from the first step");
        assertThat(viewer.counts(".wishes"))
                .as("what others asked for of earlier releases")
                .isZero();
        viewer.reads(".headline", "10 % on v2 · the step has to last");
        assertThat(viewer.isRefused("Try again")).isNotEmpty();
        assertThat(viewer.isRefused("Approve")).isEqualTo("The step that it is in asks for no approval.");

        presses(viewer, "Pause", "Everything stays as it is until somebody resumes it");
        viewer.reads(".headline", "waits for somebody to resume it");
        assertThat(release().status().phase).isEqualTo("Paused");

        presses(viewer, "Resume", "the pause ends");
        viewer.reads(".headline", "the step has to last");
        assertThat(release().status().phase).isEqualTo("Progressing");

        presses(viewer, "Skip step", "Step 1 of 4 ends now, without a verdict");
        viewer.reads(".headline", "25 % on v2");
        assertThat(viewer.reads(".timeline", "StepSkipped")).contains("by demo");

        viewer.presses("Go to step");
        viewer.chooses("Step", "1");
        assertThat(viewer.confirms("see it again")).contains("It goes back to step 1 at once");
        viewer.reads(".headline", "10 % on v2");
        assertThat(viewer.reads(".timeline", "Jumped")).contains("see it again");

        presses(viewer, "Freeze", "no weight rises until somebody resumes it");
        viewer.reads(".headline", "frozen");
        assertThat(release().status().message).contains("frozen; demo asked for it");

        presses(viewer, "Resume", "the freeze ends");
        viewer.reads(".headline", "the step has to last");

        presses(viewer, "Roll back now", "v1 gets all traffic back at once");
        viewer.reads(".headline", "v2 was rolled back; v1 serves all traffic");
        assertThat(release().last().reason).isEqualTo("RollbackAsked");
        assertThat(release().last().message).contains("demo asked for it");
    }

    @Test
    @Order(5)
    void anImageIsReleasedAtThePage() {
        // Given a release by image
        release().edit(spec -> spec.image = "registry.example/servicea:v1");
        Viewer viewer = viewer();
        viewer.opens(console(PAGE), ".control");

        // When
        viewer.presses("Release a version");
        viewer.types("Image", "registry.example/servicea:v3");
        String effect = viewer.confirms("the newest pictures");

        // Then
        assertThat(effect).contains("The version that doesn't serve gets the image registry.example/servicea:v3");
        viewer.reads(".headline", "10 % on v2");
        assertThat(viewer.reads(".beside", "servicea:v3")).contains("step 1 of 4");
        assertThat(release().imageOf("servicea-v2")).isEqualTo("registry.example/servicea:v3");
    }

    @Test
    @Order(6)
    void whatHappensWhileThePageIsCutOffIsThereWhenItComesBack() throws Exception {
        URI console = world().shifter().console();
        try (TcpLink link = TcpLink.to(console.getPort())) {
            // Given a page that has heard something
            Viewer viewer = viewer();
            viewer.opens(URI.create("http://127.0.0.1:%d%s".formatted(link.port(), PAGE)), ".plot canvas");
            String point = viewer.reads(".said-at", "\\S");
            viewer.reads(".said-at", "^(?!%s)".formatted(point.substring(0, "00:00:00".length())));

            // When it is cut off, and the release is rolled back meanwhile
            link.become(TcpLink.State.CUT);
            assertThat(viewer.reads(".line-state", "No live updates since")).contains("what you see may be old");
            String run = Objects.requireNonNull(Objects.requireNonNull(release().status().release).id);
            release().ask(Ask.ROLLBACK, run + " oncall: smoke in the logs");
            release().told(EventType.RELEASE_ROLLED_BACK, run);
            viewer.reads(".headline", "10 % on v2");

            // Then it comes back by itself, and has missed nothing
            link.become(TcpLink.State.OPEN);
            viewer.reads(".headline", "v2 was rolled back; v1 serves all traffic");
            assertThat(viewer.reads(".timeline li", "Rolled back")).contains("RollbackAsked", "by oncall");
            viewer.reads(".line-state", "^$");
            String heard = viewer.hasGoneOnAfter();
            assertThat(toldAfter(heard)).contains("smoke in the logs");
        }
    }

    /** What the console tells somebody who has heard this event last, up to the end of the release. */
    private static String toldAfter(String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(console("/api/v1/releases/shop/servicea/stream"))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", id)
                .build();
        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> lines =
                        client.send(request, BodyHandlers.ofLines()).body()) {
            return lines.takeWhile(line -> !line.contains("still here")) // and so has told all that it had
                    .filter(line -> line.startsWith("data:") && line.contains("\"kind\":\"rolled-back\""))
                    .findFirst()
                    .orElse("");
        }
    }

    /** Presses it, confirms it with a reason of its own, and makes sure that it is on record who has asked for it. */
    private static void presses(Viewer viewer, String button, String effect) {
        String reason = "a try of %s".formatted(button);
        viewer.presses(button);
        assertThat(viewer.confirms(reason)).contains(effect);
        assertThat(viewer.reads(".said", "\\S")).contains(effect);
        assertThat(release().annotation(ControlCommand.ANNOTATION))
                .contains(" demo: ")
                .endsWith(reason);
    }

    /** Takes the pictures of a rollback for {@code docs/console}, where that is asked for. */
    private static void takesPictures() {
        if (System.getProperty("huidu.refresh") != null) {
            Stream.of(Look.LIGHT, Look.DARK, Look.PHONE).forEach(look -> {
                Viewer viewer = Objects.requireNonNull(browser).viewer(look);
                viewer.opens(console(PAGE), ".timeline li");
                viewer.shoots(PICTURES.resolve("rollback-%s.png".formatted(look)), 700);
            });
        }
    }

    private static MetricReport errors(String run) {
        return release().told(EventType.RELEASE_ROLLED_BACK, run).judgement().orElseThrow().metrics().stream()
                .filter(report -> report.metric().equals("errors"))
                .findFirst()
                .orElseThrow();
    }

    private static double number(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
        return Double.parseDouble(found.group(1).replace(",", ""));
    }

    /** What nginx gives to v2: of 2,000 requests, after 800 in which it takes over what the route says. */
    private static double shareOfB() {
        after(world().users().counts(), 800);
        UserCounts before = world().users().counts();
        after(before, 2_000);
        return world().users().counts().since(before).shareOfB();
    }

    private static void after(UserCounts before, int requests) {
        await().atMost(SOON).until(() -> world().users().counts().since(before).requests() >= requests);
    }

    private static World world() {
        return Objects.requireNonNull(world);
    }

    private static URI console(String path) {
        return world().shifter().console().resolve(path);
    }

    private static ShopRelease release() {
        return new ShopRelease(world());
    }

    private static Viewer viewer() {
        return Objects.requireNonNull(browser).viewer(Look.LIGHT);
    }
}
