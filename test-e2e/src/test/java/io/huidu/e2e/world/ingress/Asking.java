package io.huidu.e2e.world.ingress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One user who asks an nginx for the host {@code localhost}. Immutable. */
record Asking(int port, Map<String, String> headers) {

    Asking {
        headers = Map.copyOf(headers);
    }

    static Asking of(Nginx nginx) {
        return new Asking(nginx.uri().getPort(), Map.of());
    }

    Asking with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new Asking(port, all);
    }

    /** The picture, or the status of an answer without one. */
    String ask(String path) {
        try {
            URI uri = URI.create("http://localhost:%d%s".formatted(port, path));
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            headers.forEach(connection::setRequestProperty);
            int status = connection.getResponseCode();
            if (status != 200) {
                return Integer.toString(status);
            }
            try (var body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
