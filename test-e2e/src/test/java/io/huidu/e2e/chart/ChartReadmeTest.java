package io.huidu.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The table in the chart's README is the one that its values come to. To refresh it after a change:
 *
 * <pre>./mvnw -pl test-e2e -am test -Dtest=ChartReadmeTest -Dsurefire.failIfNoSpecifiedTests=false -Dhuidu.refresh</pre>
 */
class ChartReadmeTest {

    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final String HEADING = "## Values\n\n";

    @Test
    void listsEveryValueWithItsMeaning() throws IOException {
        String values = Files.readString(Chart.FOLDER.resolve("values.yaml"));
        String text = Files.readString(README);
        String above = text.substring(0, text.indexOf(HEADING) + HEADING.length());
        String wanted = above + ValuesTable.of(values);
        if (System.getProperty("huidu.refresh") != null) {
            Files.writeString(README, wanted);
        }

        assertThat(Files.readString(README))
                .as("%s; how to refresh it stands in this test", README)
                .isEqualTo(wanted);
        assertThat(ValuesTable.unexplained(values)).isEmpty();
    }

    @Test
    void takesWhatStandsBelowAnExplainedValueForItsValue() {
        assertThat(ValuesTable.of("""
                        part:
                          # -- What it gets
                          resources:
                            requests: {cpu: 1}
                            limits: {cpu: 2}
                          # -- How many
                          replicas: 2
                        """)).isEqualTo("""
                        | value | default | meaning |
                        |---|---|---|
                        | `part.resources` | `requests: {cpu: 1} limits: {cpu: 2}` | What it gets |
                        | `part.replicas` | `2` | How many |
                        """);
        assertThat(ValuesTable.unexplained("a:\n  b: 1\n# -- Said\nc: 2\n")).containsExactly("a.b");
    }
}
