package io.huidu.e2e.bench;

import io.huidu.e2e.world.HuiduProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel and the process itself say of its use of the machine. For Linux. */
public record ProcessUse(HuiduProcess service) {

    private static final double MIB = 1 << 20;

    /** Processor time since its start. */
    public Duration cpu() {
        return ProcessHandle.of(pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow();
    }

    /** Resident memory now. */
    public double rssMib() throws IOException {
        return status("VmRSS");
    }

    /** The most resident memory that it ever had. */
    public double mostRssMib() throws IOException {
        return status("VmHWM");
    }

    /** Used heap, with what a collection would take away. */
    public double heapMib() throws IOException, InterruptedException {
        return metric("jvm_memory_bytes_used\\{area=\"heap\",?\\}") / MIB;
    }

    /**
     * One of its own metrics.
     *
     * @param series its name and labels, as a regular expression
     */
    public double metric(String series) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest metrics =
                    HttpRequest.newBuilder(service.uri().resolve("/metrics")).build();
            return number(
                    "(?m)^%s (\\S+)".formatted(series),
                    http.send(metrics, BodyHandlers.ofString()).body());
        }
    }

    private double status(String name) throws IOException {
        String status = Files.readString(Path.of("/proc/%d/status".formatted(pid())));
        return number(name + ":\\s+(\\d+) kB", status) / 1024;
    }

    private long pid() {
        return service.process().current().pid();
    }

    private static double number(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("got no %s".formatted(pattern));
        }
        return Double.parseDouble(found.group(1));
    }
}
