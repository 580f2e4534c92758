package io.huidu.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.huidu.e2e.chart.Dashboards;
import io.huidu.e2e.chart.Dashboards.Query;
import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.Http;
import io.huidu.e2e.world.HuiduProcess;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.World;
import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryRelease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is seen of a real release: every panel shows something, and every metric is in the docs. */
@ExtendWith(SharedWorld.class)
@Order(Integer.MAX_VALUE)
class ObservedReleaseTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path DOCS = BuiltModule.root().resolve("docs/metrics.md");
    private static final String TABLE = "| metric | of | type | meaning |\n|---|---|---|---|\n";
    private static final Pattern HELP = Pattern.compile("# HELP (?<name>huidu_\\S+) (?<help>.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (?<name>huidu_\\S+) (?<type>\\S+)");
    private static final Predicate<Query> AFTER_A_ROLLBACK =
            query -> query.expression().contains("huidu_shifter_rollbacks_total");

    @Test
    void everyPanelShowsSomething(World world) {
        try (Journal journal = Journal.of(world)) {
            // Given a release that is paused in its second step, with a latency beside the errors
            Release release = Release.create(world, journal);
            String from = release.serving().orElseThrow();
            long releasesBefore = release.releases();
            compare(
                    world,
                    "{\"name\": \"errors\", \"kind\": \"errors\", \"harmBudget\": 0.1},"
                            + " {\"name\": \"latency\", \"kind\": \"latency\", \"harmBudget\": 0.5}");
            String to = release.begin();
            await().atMost(SOON).until(() -> release.routed(to).equals(Weight.of(60)));
            patch(world, "{\"paused\": true}");

            // Then
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(empty(world, AFTER_A_ROLLBACK.negate())).isEmpty());

            // And after a rollback
            patch(world, "{\"paused\": false}");
            release.rollBack("oncall: as the test asks");
            release.awaitEnd(releasesBefore);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(empty(world, AFTER_A_ROLLBACK)).isEmpty());
            release.settleFor(from);
            compare(world, "{\"name\": \"errors\", \"kind\": \"errors\", \"harmBudget\": 0.1}");
        }
    }

    /**
     * To refresh them after a change:
     *
     * <pre>./mvnw -pl test-e2e -am test -Dtest=ObservedReleaseTest -Dsurefire.failIfNoSpecifiedTests=false -Dhuidu.refresh</pre>
     */
    @Test
    void everyMetricIsInTheDocs(World world) throws IOException, InterruptedException {
        Map<String, String> rows = new TreeMap<>();
        rows(world.analyzer(), "analyzer", rows);
        rows(world.shifter(), "shifter", rows);
        String text = Files.readString(DOCS);
        String wanted =
                text.substring(0, text.indexOf(TABLE) + TABLE.length()) + String.join("\n", rows.values()) + "\n";
        if (System.getProperty("huidu.refresh") != null) {
            Files.writeString(DOCS, wanted);
        }

        assertThat(Files.readString(DOCS))
                .as("%s; how to refresh it stands in this test", DOCS)
                .isEqualTo(wanted);
    }

    @Test
    void metricsAreAsPrometheusWantsThem(World world) throws IOException, InterruptedException {
        for (HuiduProcess process : List.of(world.analyzer(), world.shifter())) {
            Path metrics = Files.createTempFile("huidu", ".metrics");
            Path output = Files.createTempFile("huidu", ".promtool");
            // What the JVM's own metrics are called is simpleclient's business.
            String own = Http.get(process.uri().resolve("/metrics"))
                    .lines()
                    .filter(line -> line.contains("huidu_"))
                    .reduce("", (all, line) -> all + line + "\n");
            Files.writeString(metrics, own);
            Process promtool = new ProcessBuilder(PackagedTools.PROMTOOL.path().toString(), "check", "metrics")
                    .redirectInput(metrics.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            assertThat(promtool.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(Files.readString(output)).isEmpty();
            assertThat(promtool.exitValue()).isZero();
            Files.delete(metrics);
            Files.delete(output);
        }
    }

    private static void compare(World world, String metrics) {
        patch(world, "{\"analysis\": {\"metrics\": [%s]}}".formatted(metrics));
    }

    private static void patch(World world, String spec) {
        world.kubernetes()
                .client()
                .resources(CanaryRelease.class)
                .inNamespace(World.NAMESPACE)
                .withName("servicea")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": %s}".formatted(spec));
    }

    /** The queries that have no number to show. */
    private static List<Query> empty(World world, Predicate<Query> which) {
        return Dashboards.queries().stream()
                .filter(which)
                .filter(query -> ask(world, query).stream().allMatch(Double::isNaN))
                .toList();
    }

    private static OptionalDouble ask(World world, Query query) {
        String expression = query.expression()
                .replace("$namespace", World.NAMESPACE)
                .replace("$release", "servicea")
                .replace("$metric", "errors");
        try {
            return world.prometheus().query("topk(1, %s)".formatted(expression));
        } catch (IOException e) {
            throw new UncheckedIOException(query.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Prometheus was asked", e);
        }
    }

    private static void rows(HuiduProcess process, String part, Map<String, String> rows)
            throws IOException, InterruptedException {
        Map<String, String> help = new TreeMap<>();
        Http.get(process.uri().resolve("/metrics")).lines().forEach(line -> {
            Matcher said = HELP.matcher(line);
            Matcher typed = TYPE.matcher(line);
            if (said.matches()) {
                help.put(said.group("name"), said.group("help"));
            } else if (typed.matches() && !typed.group("name").endsWith("_created")) {
                String name = typed.group("name");
                String of = rows.containsKey(name) ? "both" : part;
                rows.put(name, "| `%s` | %s | %s | %s |".formatted(name, of, typed.group("type"), help.get(name)));
            }
        });
    }
}
