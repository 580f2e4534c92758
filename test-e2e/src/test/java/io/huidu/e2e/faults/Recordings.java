package io.huidu.e2e.faults;

import io.huidu.analyzer.cli.Backtest;
import io.huidu.e2e.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What the analyzer has recorded so far, judged again. */
record Recordings(World world) {

    /** A line of {@code ./huidu backtest} for each recording. */
    List<String> replayed() throws IOException {
        StringWriter out = new StringWriter();
        // An analyzer that was killed may leave half a line, which is told there.
        StringWriter problems = new StringWriter();
        try (Stream<Path> files = Files.list(world.recordings())) {
            new CommandLine(new Backtest())
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(problems))
                    .execute(files.map(Path::toString).toArray(String[]::new));
        }
        return out.toString().lines().toList();
    }
}
