package io.huidu.shifter.istio;

import com.fasterxml.jackson.databind.JsonNode;
import io.huidu.shifter.route.Split.Backend;

/**
 * Whose a destination is: a version's when its subset has the version's name or, where it has no subset, when its host
 * is the version's Service.
 */
final class Destinations {

    private Destinations() {}

    static boolean isFor(JsonNode destination, Backend version, String namespace) {
        return destination.has("subset")
                ? destination.get("subset").asText().equals(version.version())
                : isHost(destination.path("host").asText(), version, namespace);
    }

    /** A short host is one of the VirtualService's own namespace; a longer one continues with that namespace. */
    private static boolean isHost(String host, Backend version, String namespace) {
        return host.equals(version.service())
                || (host + ".").startsWith("%s.%s.".formatted(version.service(), namespace));
    }
}
