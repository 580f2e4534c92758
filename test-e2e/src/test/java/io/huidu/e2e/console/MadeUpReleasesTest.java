package io.huidu.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.ChildProcess;
import io.huidu.e2e.world.FreePorts;
import io.huidu.e2e.world.RequiredTools;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * States that a real world shows rarely, and a fleet that it can't hold: 2,000 releases. The pictures of {@code
 * docs/console} are made by this, and those of a login and of a rollback by tests of the real things:
 *
 * <pre>./mvnw -pl test-e2e -am test -Dtest='MadeUpReleasesTest,RealReleaseTest,ConsoleLoginPageTest' -Dsurefire.failIfNoSpecifiedTests=false -Dhuidu.refresh</pre>
 *
 * best where the typeface Inter is installed.
 */
class MadeUpReleasesTest {

    private static final Duration STARTED = Duration.ofSeconds(60);
    private static final Path SOURCES = BuiltModule.root().resolve("shifter/src/main/console");
    private static final Path PAGE = BuiltModule.root().resolve("shifter/target/classes/console");

    private static final Path PICTURES = BuiltModule.root().resolve("docs/console");

    private static @Nullable Browser browser;
    private static @Nullable ChildProcess server;
    private static URI console = URI.create("http://127.0.0.1");

    @BeforeAll
    static void startServerAndBrowser(@TempDir Path directory) {
        browser = Browser.start();
        RequiredTools.need(Files.exists(PAGE.resolve("index.html")), "the page was left out by -Dconsole.skip");
        int port = FreePorts.next();
        server = ChildProcess.start(Browser.node(
                        "made-up",
                        directory,
                        SOURCES.resolve("dev/dev.mjs").toString(),
                        "--port=" + port,
                        "--releases=2000",
                        "--points=240",
                        "--page=" + PAGE))
                .awaitReady(STARTED, () -> Browser.listens(port));
        console = URI.create("http://127.0.0.1:" + port);
    }

    @AfterAll
    static void end() {
        Objects.requireNonNull(server).close();
        Objects.requireNonNull(browser).close();
    }

    @ParameterizedTest
    @EnumSource
    void keepsNobodyOut(Look look) {
        Viewer viewer = viewer(look);

        viewer.opens(console, ".fleet-row");
        assertThat(viewer.findsWrong()).as("the fleet").isEmpty();

        viewer.opens(console.resolve("/?search=no-such-release"), ".empty");
        assertThat(viewer.findsWrong()).as("nothing found").isEmpty();

        viewer.opens(console.resolve("/r/shop/basket"), ".plot canvas");
        assertThat(viewer.findsWrong()).as("a release that goes up").isEmpty();

        viewer.presses("Roll back now");
        viewer.reads(".effect", "All traffic goes to v1 at once");
        assertThat(viewer.findsWrong()).as("the question before a rollback").isEmpty();

        viewer.opens(console.resolve("/r/shop/catalogue"), ".why");
        assertThat(viewer.findsWrong()).as("a release that was rolled back").isEmpty();

        viewer.opens(console.resolve("/r/shop/login"), ".release-head .notice li");
        assertThat(viewer.findsWrong()).as("a spec with problems").isEmpty();

        viewer.opens(console.resolve("/r/shop/nothing"), "[role=alert]");
        assertThat(viewer.findsWrong()).as("no such release").isEmpty();
    }

    @Test
    void everyReleaseIsReachedThoughFewRowsAreDrawn() {
        Viewer viewer = viewer(Look.LIGHT);
        viewer.opens(console, ".fleet-row");

        JsonNode scrolled = viewer.scrolls();

        assertThat(scrolled.path("seen").asInt()).isEqualTo(2000);
        assertThat(scrolled.path("most").asInt()).isLessThan(100);
    }

    @Test
    void aFilterStandsInTheAddress() {
        Viewer viewer = viewer(Look.LIGHT);
        viewer.opens(console.resolve("/?namespace=shop&phase=RolledBack&search=catalogue"), ".fleet-row");

        assertThat(viewer.reads(".list-count", "of 2,000")).matches("\\d+ of 2,000 releases");
        assertThat(viewer.reads(".fleet-row", "")).contains("catalogue", "Rolled back", "ErrorsRegressed");
    }

    @Test
    void textOfOthersIsTextAndNothingElse() {
        Viewer viewer = viewer(Look.LIGHT);
        viewer.opens(console.resolve("/r/shop/delivery"), ".release-head");

        assertThat(viewer.reads(".release-head .message", "")).contains("<b>CrashLoopBackOff</b>");
        assertThat(viewer.counts(".message b")).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK", "PHONE"})
    @EnabledIfSystemProperty(named = "huidu.refresh", matches = ".*")
    void takesPictures(Look look) {
        Viewer viewer = viewer(look);

        viewer.opens(console, ".fleet-row");
        viewer.shoots(PICTURES.resolve("fleet-%s.png".formatted(look)), 640);
        viewer.opens(console.resolve("/r/shop/basket"), ".timeline");
        viewer.shoots(PICTURES.resolve("release-%s.png".formatted(look)), 700);
    }

    private static Viewer viewer(Look look) {
        return Objects.requireNonNull(browser).viewer(look);
    }
}
