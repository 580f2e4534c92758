package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import io.huidu.e2e.world.load.LoadGenerator;
import io.huidu.e2e.world.load.UserCounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real nginx before two small servers. */
class NginxTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init") // set before each test
    private Nginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TwoVersions versions;

    @BeforeAll
    static void needsNginx() {
        RequiredTools.need(PackagedTools.NGINX);
    }

    @BeforeEach
    void start() {
        nginx = Nginx.start();
        versions = new TwoVersions();
    }

    @AfterEach
    void stop() {
        nginx.close();
        versions.close();
    }

    @Test
    void knowsNoHostBeforeItIsToldOne() {
        UserCounts seen = see(50);

        assertThat(seen.failedElsewhere()).isEqualTo(seen.requests());
    }

    @Test
    void everyRequestAfterAChangeMeetsTheNewRoute() {
        for (int round = 0; round < 3; round++) {
            nginx.apply(split(100));
            assertThat(see(100).shareOfB()).isEqualTo(1);

            nginx.apply(split(0));
            assertThat(see(100).shareOfB()).isZero();
        }
    }

    @Test
    void splitsAsItIsTold() {
        nginx.apply(split(25));

        UserCounts seen = see(4_000);

        double fiveSigma = 5 * Math.sqrt(0.25 * 0.75 / seen.requests());
        assertThat(seen.failures()).isZero();
        assertThat(seen.shareOfB()).isCloseTo(0.25, within(fiveSigma));
    }

    @Test
    void dropsNoRequestWhileItChanges() {
        nginx.apply(split(50));
        try (LoadGenerator users = LoadGenerator.start(TwoVersions.load(nginx), TwoVersions.pictures())) {
            for (int weight = 0; weight <= 100; weight += 10) {
                long before = users.counts().requests();
                nginx.apply(split(weight));
                await().atMost(SOON).until(() -> users.counts().requests() > before + 100);
            }

            assertThat(users.counts().failures())
                    .as(users.lastFailure().toString())
                    .isZero();
            assertThat(users.counts().a()).isPositive();
            assertThat(users.counts().b()).isPositive();
        }
    }

    @Test
    void keepsWhatItServesWhenItRefusesAConfiguration() {
        nginx.apply(split(100));

        assertThatThrownBy(() -> nginx.apply("upstream nobody { }"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[emerg]")
                .hasMessageContaining("no servers are inside upstream");

        assertThat(see(50).shareOfB()).isEqualTo(1);
        nginx.apply(split(0));
        assertThat(see(50).shareOfB()).isZero();
    }

    /** What at least so many users see from now on. */
    private UserCounts see(int requests) {
        LoadGenerator users = LoadGenerator.start(TwoVersions.load(nginx), TwoVersions.pictures());
        try (users) {
            await().atMost(SOON).until(() -> users.counts().requests() >= requests);
        }
        return users.counts();
    }

    private String split(int percentOfB) {
        Rule rule = new Rule(
                TwoVersions.HOST,
                List.of(),
                List.of(new Share(TwoVersions.V2, percentOfB), new Share(TwoVersions.V1, 100 - percentOfB)));
        return NginxConfig.render(new RoutingTable(List.of(rule), List.of()), versions, nginx.listen());
    }
}
