package io.huidu.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.console.Browser;
import io.huidu.e2e.console.Look;
import io.huidu.e2e.console.Viewer;
import io.huidu.e2e.world.BuiltModule;
import io.huidu.shifter.command.ControlCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logging in at the page, where the real API server says whose token it is and what he may. */
class ConsoleLoginPageTest {

    private static final String RELEASE = "/r/shop/servicea";
    private static final String COMMANDS = "/api/v1/releases/shop/servicea/commands";
    private static final String PAUSE = "{\"verb\": \"pause\", \"reason\": \"look at it\"}";
    private static final List<String> CONTROLS = List.of(
            "Pause",
            "Resume",
            "Promote now",
            "Roll back now",
            "Approve",
            "Skip step",
            "Go to step",
            "Try again",
            "Release a version",
            "Freeze");
    private static final Path PICTURES = BuiltModule.root().resolve("docs/console");

    private static @Nullable Browser browser;
    private static @Nullable ConsoleOnCluster console;
    private static String full = "";
    private static String readOnly = "";

    @BeforeAll
    static void start() {
        browser = Browser.start();
        console = ConsoleOnCluster.start();
        full = console.token("operator", "get", "list", "patch");
        readOnly = console.token("viewer", "get", "list");
    }

    @AfterAll
    static void end() {
        Objects.requireNonNull(console).close();
        Objects.requireNonNull(browser).close();
    }

    @ParameterizedTest
    @EnumSource
    void whoMayOnlyLookSeesWhyHeMayNotSteer(Look look) {
        // Given
        Viewer viewer = viewer(look);
        viewer.opens(console().at(RELEASE), ".login");
        assertThat(viewer.findsWrong()).as("the login").isEmpty();

        // When a token is wrong, then that is said, and nothing can be read
        viewer.types("Token", "wrong");
        viewer.presses("Log in");
        assertThat(viewer.reads("[role=alert]", "token")).isEqualTo("The API server doesn't know this token.");
        assertThat(viewer.findsWrong()).as("a wrong token").isEmpty();
        assertNothingIsRead(viewer);

        // When it is right, then the release that was asked for is there
        viewer.types("Token", readOnly);
        viewer.presses("Log in");
        viewer.reads(".release-head h1", "servicea");
        assertThat(viewer.reads(".who", "")).contains("system:serviceaccount:shop:viewer");
        assertThat(viewer.reads(".control .notice", "")).contains("not steer it", "patch", "shop");
        assertThat(CONTROLS)
                .allSatisfy(control -> assertThat(viewer.isRefused(control))
                        .isEqualTo("You may look at this release, but not steer it."));
        assertThat(viewer.counts("[type=range]:disabled")).isEqualTo(1);
        viewer.insistsOn("Pause");
        viewer.reads(".said", "Pause: You may look at this release, but not steer it.");
        assertThat(viewer.counts("dialog")).isZero();
        assertThat(viewer.findsWrong()).as("a viewer's release").isEmpty();
        String version = console().release().getMetadata().getResourceVersion();
        assertThat(viewer.forces(COMMANDS, PAUSE)).startsWith("403").contains("may not patch canaryreleases");
        assertThat(console().release().getMetadata().getResourceVersion()).isEqualTo(version);

        // And nothing of others
        viewer.opens(console().at("/"), ".fleet-row");
        assertThat(viewer.counts(".fleet-row")).isEqualTo(1);
        assertThat(viewer.findsWrong()).as("a viewer's fleet").isEmpty();
        viewer.opens(console().at("/r/bank/servicea"), "[role=alert]");
        assertThat(viewer.reads("[role=alert]", "")).contains("may not get canaryreleases", "bank");
        assertThat(viewer.findsWrong()).as("a release that he may not see").isEmpty();

        // When he leaves, then nothing can be read any more, not even by going back
        viewer.presses("Log out");
        viewer.reads("h1", "Log in");
        assertNothingIsRead(viewer);
        viewer.goesBack();
        viewer.reads("h1", "Log in");
        assertNothingIsRead(viewer);
    }

    @Test
    void whoMaySteerDoesSoInHisOwnName() {
        Viewer viewer = viewer(Look.LIGHT);
        viewer.opens(console().at(RELEASE), ".login");
        viewer.types("Token", full);
        viewer.presses("Log in");
        viewer.reads(".release-head h1", "servicea");

        viewer.presses("Pause");
        viewer.confirms("look at it first");

        viewer.reads(".said", "Everything stays as it is until somebody resumes it");
        assertThat(console().isPaused()).isTrue();
        assertThat(console().release().getMetadata().getAnnotations().get(ControlCommand.ANNOTATION))
                .endsWith("system:serviceaccount:shop:operator: io.huidu.command.pause.v1 look at it first");
        viewer.presses("Log out");
        viewer.reads("h1", "Log in");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK", "PHONE"})
    @EnabledIfSystemProperty(named = "huidu.refresh", matches = ".*")
    void takesPictures(Look look) {
        Viewer viewer = viewer(look);
        viewer.opens(console().at("/"), ".login");
        viewer.types("Token", "wrong");
        viewer.presses("Log in");
        viewer.reads("[role=alert]", "token");
        viewer.shoots(PICTURES.resolve("login-%s.png".formatted(look)), 560);
    }

    private static void assertNothingIsRead(Viewer viewer) {
        assertThat(viewer.counts(".release-head, .fleet-row")).isZero();
        assertThat(viewer.gets("/api/v1/releases")).startsWith("401");
        assertThat(viewer.gets("/api/v1/releases/shop/servicea")).startsWith("401");
    }

    private static ConsoleOnCluster console() {
        return Objects.requireNonNull(console);
    }

    private static Viewer viewer(Look look) {
        return Objects.requireNonNull(browser).viewer(look);
    }
}
