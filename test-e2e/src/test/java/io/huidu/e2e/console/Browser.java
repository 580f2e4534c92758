package io.huidu.e2e.console;

import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.ChildCommand;
import io.huidu.e2e.world.ChildProcess;
import io.huidu.e2e.world.FreePorts;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Debian's Chromium without a window, steered by Node. What it needs is fetched once into {@code target}. */
public final class Browser implements AutoCloseable {

    private static final Path SOURCES = BuiltModule.root().resolve("test-e2e/console");
    private static final Path WORK = BuiltModule.root().resolve("test-e2e/target/console");
    private static final Path LOCK = Path.of("package-lock.json");
    private static final Duration FETCHED = Duration.ofMinutes(2);
    private static final Duration STARTED = Duration.ofSeconds(60);

    private final URI uri;
    private final ChildProcess process;

    private Browser(URI uri, ChildProcess process) {
        this.uri = uri;
        this.process = process;
    }

    /** Starts one; the test is skipped where a program that it takes isn't installed. */
    public static Browser start() {
        RequiredTools.need(PackagedTools.NODE, PackagedTools.NPM, PackagedTools.CHROMIUM);
        try {
            fetch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = FreePorts.next();
        ChildCommand command = node("hands", WORK, "hands.mjs", Integer.toString(port))
                .with(Map.of("CHROMIUM", PackagedTools.CHROMIUM.path().toString()));
        ChildProcess process = ChildProcess.start(command).awaitReady(STARTED, () -> listens(port));
        return new Browser(URI.create("http://127.0.0.1:" + port), process);
    }

    /** Somebody who looks at pages with it. */
    public Viewer viewer(Look look) {
        return new Viewer(uri, look);
    }

    @Override
    public void close() {
        process.close();
    }

    /** Node with a script, which prints to {@code NAME.log} in {@code directory}. */
    static ChildCommand node(String name, Path directory, String... arguments) {
        return ChildCommand.of(
                name,
                directory,
                Stream.concat(Stream.of(PackagedTools.NODE.path().toString()), Stream.of(arguments))
                        .toList());
    }

    static boolean listens(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return true;
    }

    private static void fetch() throws IOException {
        Files.createDirectories(WORK);
        boolean isFetched = Files.isDirectory(WORK.resolve("node_modules/playwright-core"))
                && Files.mismatch(WORK.resolve(LOCK), SOURCES.resolve(LOCK)) < 0;
        for (String file :
                List.of("package.json", LOCK.toString(), ".npmrc", "browser.mjs", "scenes.mjs", "hands.mjs")) {
            Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!isFetched) {
            List<String> line = List.of(
                    PackagedTools.NPM.path().toString(),
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--prefer-offline");
            try (ChildProcess npm = ChildProcess.start(ChildCommand.of("npm", WORK, line))) {
                RequiredTools.need(npm.awaitEnd(FETCHED) == 0, "npm fetched nothing for the browser: " + npm.tail());
            }
        }
    }
}
