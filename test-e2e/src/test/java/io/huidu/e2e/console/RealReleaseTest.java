package io.huidu.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.e2e.world.Manifests;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import io.huidu.e2e.world.World;
import io.huidu.e2e.world.WorldSettings;
import io.huidu.e2e.world.load.UserCounts;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Releases of a real world, seen and steered at the page alone. The scenes follow one another. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealReleaseTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    private static @Nullable Browser browser;
    private static @Nullable World world;

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
    void aReleaseIsBegunAtThePageAndWatchedUntilItServes() {
        // Given
        Viewer viewer = viewer(Look.LIGHT);
        viewer.opens(console("/"), ".fleet-row");
        viewer.reads(".fleet-row", "Serving");
        viewer.opens(console("/r/shop/servicea"), ".control");

        // When
        viewer.presses("Release a version");
        String effect = viewer.confirms("the new pictures");

        // Then
        assertThat(effect).contains("v2");
        viewer.reads(".headline", "10 % on v2");
        viewer.reads(".headline", "25 % on v2");
        viewer.reads(".headline", "v2 serves all traffic");
        viewer.reads(".timeline", "Promoted");
        assertThat(shareOfB()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void nginxFollowsTheSlider() {
        // Given a release back to v1
        Viewer viewer = viewer(Look.LIGHT);
        viewer.opens(console("/r/shop/servicea"), ".control");
        viewer.presses("Release a version");
        viewer.confirms("see the old one again");
        viewer.reads(".headline", "10 % on v1");

        // When
        String said = viewer.drags(40);
        viewer.presses("Hold 40 % on v1 …");
        viewer.confirms("see it under load");

        // Then users are sent as the slider says
        assertThat(said).isEqualTo("60 % v2, 40 % v1");
        viewer.reads(".headline", "40 % on v1");
        assertThat(1 - shareOfB()).isBetween(0.36, 0.44);
        viewer.reads(".timeline", "see it under load");

        // And go back when that is asked for
        viewer.presses("Roll back now");
        viewer.confirms("seen enough");
        viewer.reads(".headline", "v2 serves all traffic");
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

    private static Viewer viewer(Look look) {
        return Objects.requireNonNull(browser).viewer(look);
    }
}
