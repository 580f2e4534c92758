package io.huidu.events.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** AsyncAPI's own parser, which runs on Node. What it needs is fetched once into {@code target}. */
class AsyncApiParserTest {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path WORK = Path.of("target/asyncapi");
    private static final int PATIENCE_MINUTES = 5;

    private record Outcome(int code, String output) {}

    @BeforeAll
    static void fetch() throws IOException, InterruptedException {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "check-asyncapi.mjs")) {
            Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assumeTrue(isThere("node") && isThere("npm"), "skipped: node and npm are needed for AsyncAPI's parser");
        if (!Files.exists(WORK.resolve("node_modules/@asyncapi/parser"))) {
            Outcome fetched = run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            assumeTrue(fetched.code() == 0, () -> "skipped: npm fetched nothing: " + fetched.output());
        }
    }

    @Test
    void findsNothingWrong() throws IOException, InterruptedException {
        Outcome checked =
                run("node", "check-asyncapi.mjs", AsyncApi.FILE.toAbsolutePath().toString());

        assertThat(checked.code()).as(checked.output()).isZero();
        assertThat(checked.output()).doesNotContain("error:", "warning:");
    }

    @Test
    void findsAFieldThatAsyncApiDoesNotKnow() throws IOException, InterruptedException {
        Path broken = WORK.resolve("broken.yaml");
        Files.writeString(broken, "asyncapi: 3.0.0\ninfo: {title: t, version: '1'}\ntopics: {}\n");

        Outcome checked =
                run("node", "check-asyncapi.mjs", broken.toAbsolutePath().toString());

        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.output()).contains("error:", "topics");
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        try {
            return run(program, "--version").code() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Outcome run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(WORK, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            return new Outcome(ended ? process.exitValue() : -1, Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
