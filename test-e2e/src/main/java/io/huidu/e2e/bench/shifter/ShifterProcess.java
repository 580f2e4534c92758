package io.huidu.e2e.bench.shifter;

import io.huidu.e2e.world.HuiduProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel and the process itself say of its use of the machine. For Linux. */
record ShifterProcess(HuiduProcess shifter) {

    private static final double MIB = 1 << 20;
    private static final Pattern HEAP = Pattern.compile("jvm_memory_bytes_used\\{area=\"heap\",?\\} (\\S+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    Duration cpu() {
        return ProcessHandle.of(pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow();
    }

    double rssMib() throws IOException {
        return number(RESIDENT, Files.readString(Path.of("/proc/%d/status".formatted(pid())))) / 1024;
    }

    double heapMib() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI metrics = shifter.uri().resolve("/metrics");
            return number(
                            HEAP,
                            http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                                    .body())
                    / MIB;
        }
    }

    private long pid() {
        return shifter.process().current().pid();
    }

    private static double number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("got no %s".formatted(pattern));
        }
        return Double.parseDouble(found.group(1));
    }
}
