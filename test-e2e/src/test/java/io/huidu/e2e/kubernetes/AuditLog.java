package io.huidu.e2e.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huidu.e2e.world.ServiceAccountName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a service account has asked of an API server, as the server wrote it down. */
record AuditLog(List<Asked> asked) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A call.
     *
     * @param right what it needs, as in {@link #right}; empty for what isn't a resource, such as discovery
     * @param code of the answer
     * @param text the whole entry
     */
    record Asked(String right, int code, String text) {}

    static AuditLog of(Path file, ServiceAccountName account) {
        String user = "system:serviceaccount:%s:%s".formatted(account.namespace(), account.name());
        try (Stream<String> lines = Files.lines(file)) {
            // The last line may be half written.
            return new AuditLog(lines.filter(line -> line.endsWith("}"))
                    .map(AuditLog::parsed)
                    .filter(entry -> entry.at("/user/username").asText().equals(user))
                    .map(AuditLog::asked)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In one word: {@code update apps/deployments}, {@code update huidu.io/canaryreleases/status}. */
    static String right(String verb, String group, String resource) {
        return "%s %s%s".formatted(verb, group.isEmpty() ? "" : group + "/", resource);
    }

    /** The calls that were refused for want of a right. */
    List<Asked> forbidden() {
        return asked.stream()
                .filter(call -> call.code() == HttpURLConnection.HTTP_FORBIDDEN)
                .toList();
    }

    /** The rights that were used. */
    Set<String> used() {
        return asked.stream()
                .map(Asked::right)
                .filter(right -> !right.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Asked asked(JsonNode entry) {
        JsonNode object = entry.path("objectRef");
        String subresource = object.path("subresource").asText();
        String resource = object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource);
        String right = resource.isEmpty()
                ? ""
                : right(entry.path("verb").asText(), object.path("apiGroup").asText(), resource);
        return new Asked(right, entry.at("/responseStatus/code").asInt(), entry.toString());
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
